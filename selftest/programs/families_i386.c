// link: static m32
#include "families.c"

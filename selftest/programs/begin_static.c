// link: static
#include "begin.h"

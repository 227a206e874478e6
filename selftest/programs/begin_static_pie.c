// link: static-pie
#include "begin.h"

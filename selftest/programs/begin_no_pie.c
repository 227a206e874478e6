// link: no-pie
#include "begin.h"

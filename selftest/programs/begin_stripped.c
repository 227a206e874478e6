// link: strip
#include "begin.h"

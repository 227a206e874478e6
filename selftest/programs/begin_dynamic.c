#include "begin.h"

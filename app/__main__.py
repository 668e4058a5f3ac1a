"""python -m app <command>: the same as `trienkhai <command>`."""

import sys

from app.cli import main

sys.exit(main())

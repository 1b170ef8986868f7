"""Settings, read from the environment only.

Every variable is described in `docs/running.md`. One that is missing and has no safe default stops the
process with a message that says what to set. On a development machine `devserver.embedded.provide()` sets
them. Each module has the settings of one matter; whatever it sets is a setting.
"""

from colab.settings.accounts import *
from colab.settings.applications import *
from colab.settings.colabs import *
from colab.settings.files import *
from colab.settings.logs import *
from colab.settings.mail import *
from colab.settings.rooms import *
from colab.settings.security import *
from colab.settings.site import *
from colab.settings.storage import *
from colab.settings.time import *

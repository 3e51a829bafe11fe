"""What Orca is told at its start: to speak into a file, and to make no other sign."""

from orca import settings

settings.speechServerFactory = "speech_to_file"
settings.enableBraille = False
settings.enableKeyEcho = False
settings.enableSound = False

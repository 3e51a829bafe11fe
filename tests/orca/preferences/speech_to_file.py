"""A speech server for Orca that writes what is to be said into the file $SPOKEN, a line for each utterance."""

import os

from gi.repository import GLib
from orca import speechserver

SPOKEN = open(os.environ["SPOKEN"], "a", buffering=1)
NAME = "Speech to file"


def write(text):
    words = " ".join(text.split())
    if words:
        SPOKEN.write(words + "\n")


class SpeechServer(speechserver.SpeechServer):
    """Says all at once, so that nothing is cut off by what comes next."""

    reading = None

    @staticmethod
    def getFactoryName():
        return NAME

    @staticmethod
    def getSpeechServers():
        return [SERVER]

    @staticmethod
    def getSpeechServer(info=None):
        return SERVER

    @staticmethod
    def shutdownActiveServers():
        pass

    def getInfo(self):
        return [NAME, "default"]

    def speak(self, text=None, acss=None, interrupt=True):
        write(text or "")

    def speakCharacter(self, character, acss=None):
        write(character)

    def speakKeyEvent(self, event, acss=None):
        pass

    def sayAll(self, utterances, progress):
        """Reads a document, one utterance at each idle moment, until it is stopped."""
        self.reading = utterances

        def read_on():
            if self.reading is not utterances:
                return False
            utterance = next(utterances, None)
            if utterance is None:
                return False
            context = utterance[0]
            write(context.utterance)
            context.currentOffset = context.endOffset
            progress(context.copy(), speechserver.SayAllContext.COMPLETED)
            return True

        GLib.idle_add(read_on)

    def stop(self):
        self.reading = None

    # Orca 48 has other names for the same.
    get_info = getInfo
    get_speech_server = getSpeechServer
    say_all = sayAll
    speak_character = speakCharacter
    speak_key_event = speakKeyEvent


SERVER = SpeechServer()

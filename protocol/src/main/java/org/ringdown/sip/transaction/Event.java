package org.ringdown.sip.transaction;

/** What can happen to a transaction. */
sealed interface Event permits Timer, Event.Heard, Event.Said, Event.Transport {
    /** Something came from the network. */
    enum Heard implements Event {
        /** 1xx */
        PROVISIONAL,
        /** 2xx, the first from this far end. */
        SUCCESS,
        /** 2xx to INVITE, from a far end that sent it before. */
        SUCCESS_AGAIN,
        /** 3xx to 6xx */
        FAILURE,
        /** The request once more. */
        REQUEST_AGAIN,
        ACK,
        CANCEL
    }

    /** The one above decided something. */
    enum Said implements Event {
        PROVISIONAL,
        SUCCESS,
        FAILURE,
        CANCEL
    }

    /** A message could not be sent. */
    enum Transport implements Event {
        FAILED
    }
}

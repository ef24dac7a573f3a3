package org.ringdown.testkit.page;

/** One PeerConnection of a page: its side of the media of one call. */
public interface PeerConnection {
    /** The SDP offer; the same however often it is asked for. */
    String offer();

    /** The gateway's SDP answer: from here on it may connect. */
    void answered(String sdp);

    /**
     * The codec that the page must send from now on, under its own payload type.
     *
     * @param redundant whether each packet says again what the one before said (RFC 2198)
     */
    void send(int payloadType, String codec, boolean redundant);

    /** Its network has changed: from now on it sends from another port, and is heard only there. */
    void roam();

    /** Ends it; the gateway hears no goodbye. Twice changes nothing. */
    void close();

    /** Makes the connections of one page. */
    interface Factory {
        PeerConnection open();
    }
}

package org.ringdown.rtp;

/** Counts what one stream has sent, for its sender reports (RFC 3550 §6.4.1). Both counts wrap at 32 bits. */
public final class SenderStatistics {
    private int packets;
    private int octets;

    /** Counts a packet with {@code payloadLength} bytes of payload, padding not included. */
    public void sent(int payloadLength) {
        packets++;
        octets += payloadLength;
    }

    /** Begins anew with another SSRC. */
    public void restart() {
        packets = 0;
        octets = 0;
    }

    public int packets() {
        return packets;
    }

    public int octets() {
        return octets;
    }
}

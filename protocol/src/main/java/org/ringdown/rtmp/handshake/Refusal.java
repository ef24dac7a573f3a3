package org.ringdown.rtmp.handshake;

/** Why a connection does not even begin, told from its first byte. */
public enum Refusal {
    TLS(
            "TLS was spoken to a port for plain RTMP: use the RTMPS port, or rtmp:// instead of rtmps://"),
    HTTP("HTTP was spoken to a port for RTMP: use rtmp:// here, or rtmpt:// at the HTTP port"),
    ENCRYPTED("RTMPE is not spoken, it protects nothing: use rtmps://"),
    NOT_RTMP("the first byte is not RTMP's version, 3"),
    NOT_DIGESTED(
            "the server's answer lacks the digest that was asked for, and repeats nothing of ours");

    private final String complaint;

    Refusal(String complaint) {
        this.complaint = complaint;
    }

    /** What happened, and what to do. */
    public String complaint() {
        return complaint;
    }

    /** What a first byte that is not RTMP's version may be. */
    static Refusal of(int firstByte) {
        return switch (firstByte) {
            case 0x16 -> TLS;
            case 'G', 'P', 'O', 'H' -> HTTP; // GET, POST, OPTIONS, HEAD
            case 6, 8, 9 -> ENCRYPTED;
            default -> NOT_RTMP;
        };
    }
}

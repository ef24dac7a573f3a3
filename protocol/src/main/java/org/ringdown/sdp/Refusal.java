package org.ringdown.sdp;

/** An offer or answer that reads well and cannot be agreed to. In SIP it is owed a 488 (RFC 3261 §21.4.26). */
public record Refusal(Reason reason) implements WebRtcOutcome, RtpOutcome {
    public enum Reason {
        NO_MEDIA("no media of a kind we carry"),
        SWITCHED_OFF("the port is zero"),
        NO_COMMON_CODEC("no common codec"),
        NO_ADDRESS("no c= line says where media goes"),
        SECURE_TRANSPORT("encrypted RTP is not spoken here"),
        UNSUPPORTED_TRANSPORT("a transport protocol that is not spoken here"),
        NO_KEYS("encrypted RTP without keys that are usable here"),
        NO_RTCP_MUX("rtcp-mux is required"),
        NO_ICE("no usable ice-ufrag and ice-pwd"),
        NO_FINGERPRINT("no certificate fingerprint of SHA-256 or stronger"),
        DTLS_ROLE("the setup attribute leaves us only the active role"),
        NOT_BUNDLED("outside the BUNDLE group of the accepted media"),
        UNFIT_ANSWER("the answer's m-lines are not those of the offer");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** The reason in words, for logs and Warning headers. */
        public String text() {
            return text;
        }
    }
}

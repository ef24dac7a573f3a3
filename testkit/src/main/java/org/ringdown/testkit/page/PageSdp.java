package org.ringdown.testkit.page;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/** The page's session descriptions, as a browser with one microphone would write them. */
public final class PageSdp {
    private static final Pattern CANDIDATE =
            Pattern.compile("(?m)^a=candidate:\\S+ 1 (?i:udp) \\d+ (\\S+) (\\d+) typ host");
    private static final Pattern UFRAG = Pattern.compile("(?m)^a=ice-ufrag:(\\S+)");
    private static final Pattern PASSWORD = Pattern.compile("(?m)^a=ice-pwd:(\\S+)");

    private PageSdp() {}

    /**
     * An offer of Opus, G.722, G.711 and keys.
     *
     * @param fingerprint of the page's certificate: "sha-256 AB:CD:…"
     */
    public static String offer(String ufrag, String password, String fingerprint, int ssrc) {
        return String.join(
                "\r\n",
                "v=0",
                "o=- 7614219274584779017 2 IN IP4 127.0.0.1",
                "s=-",
                "t=0 0",
                "a=group:BUNDLE 0",
                "m=audio 9 UDP/TLS/RTP/SAVPF 111 9 8 0 110 126",
                "c=IN IP4 0.0.0.0",
                "a=rtcp:9 IN IP4 0.0.0.0",
                "a=ice-ufrag:" + ufrag,
                "a=ice-pwd:" + password,
                "a=ice-options:trickle",
                "a=fingerprint:" + fingerprint,
                "a=setup:actpass",
                "a=mid:0",
                "a=sendrecv",
                "a=rtcp-mux",
                "a=rtpmap:111 opus/48000/2",
                "a=fmtp:111 minptime=10;useinbandfec=1",
                "a=rtpmap:9 G722/8000",
                "a=rtpmap:8 PCMA/8000",
                "a=rtpmap:0 PCMU/8000",
                "a=rtpmap:110 telephone-event/48000",
                "a=rtpmap:126 telephone-event/8000",
                "a=ssrc:" + Integer.toUnsignedString(ssrc) + " cname:page",
                "");
    }

    /** Where an answer says that the gateway receives media. */
    public static InetSocketAddress candidate(String answer) {
        var match = CANDIDATE.matcher(answer);
        if (!match.find()) throw new IllegalArgumentException("no host candidate in the answer");
        return new InetSocketAddress(
                InetAddress.ofLiteral(match.group(1)), Integer.parseInt(match.group(2)));
    }

    public static String ufrag(String answer) {
        return find(UFRAG, answer, "ice-ufrag");
    }

    public static String password(String answer) {
        return find(PASSWORD, answer, "ice-pwd");
    }

    private static String find(Pattern pattern, String sdp, String what) {
        var match = pattern.matcher(sdp);
        if (!match.find()) throw new IllegalArgumentException("no " + what + " in the answer");
        return match.group(1);
    }
}

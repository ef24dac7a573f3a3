package org.ringdown.bench.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.ringdown.media.RtpKeying;

/** The few lines of session descriptions that the ends of a load need. */
final class Sdp {
    private static final Pattern ADDRESS = Pattern.compile("(?m)^c=IN IP4 (\\S+)");
    private static final Pattern AUDIO = Pattern.compile("(?m)^m=audio (\\d+) ");
    private static final Pattern FINGERPRINT = Pattern.compile("(?m)^a=fingerprint:(\\S+ \\S+)");

    private Sdp() {}

    /** Of a phone with G.711, keys as events, and no encryption. */
    static String plain(String host, int port) {
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 " + host,
                "s=-",
                "c=IN IP4 " + host,
                "t=0 0",
                "m=audio " + port + " RTP/AVP 0 101",
                "a=rtpmap:0 PCMU/8000",
                "a=rtpmap:101 telephone-event/8000",
                "a=ptime:20",
                "a=sendrecv",
                "");
    }

    static InetSocketAddress audio(String sdp) {
        return new InetSocketAddress(
                InetAddress.ofLiteral(find(ADDRESS, sdp)), Integer.parseInt(find(AUDIO, sdp)));
    }

    /** How the one that asked for {@code actpass} is to shake hands now. */
    static RtpKeying keying(String answer) {
        return new RtpKeying.Dtls(
                List.of(find(FINGERPRINT, answer)), !answer.contains("a=setup:active"));
    }

    private static String find(Pattern pattern, String sdp) {
        var match = pattern.matcher(sdp);
        if (!match.find())
            throw new IllegalArgumentException("no " + pattern.pattern() + " in\n" + sdp);
        return match.group(1);
    }
}

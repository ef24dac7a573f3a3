package org.ringdown.testkit.phone;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The phone's session descriptions: G.711 and keys, as a desk phone would write them. */
final class PhoneSdp {
    private static final Pattern CONNECTION = Pattern.compile("(?m)^c=IN IP[46] (\\S+)\\s*$");
    private static final Pattern AUDIO =
            Pattern.compile("(?m)^m=audio (\\d+) RTP/AVP ([\\d ]+)\\s*$");

    private PhoneSdp() {}

    /** Both an offer and, since G.711 A-law comes first in it and every gateway has that, an answer. */
    static String describe(InetSocketAddress audio) {
        return describe(audio, 1, "sendrecv");
    }

    static String describe(InetSocketAddress audio, int edition, String direction) {
        String host = audio.getAddress().getHostAddress();
        return String.join(
                "\r\n",
                "v=0",
                "o=desk 1 " + edition + " IN IP4 " + host,
                "s=-",
                "c=IN IP4 " + host,
                "t=0 0",
                "m=audio " + audio.getPort() + " RTP/AVP 8 101",
                "a=rtpmap:8 PCMA/8000",
                "a=rtpmap:101 telephone-event/8000",
                "a=fmtp:101 0-15",
                "a=ptime:20",
                "a=" + direction,
                "");
    }

    /** Which way its sound flows, from its own view. */
    static String direction(String sdp) {
        for (var direction : List.of("sendonly", "recvonly", "inactive")) {
            if (sdp.contains("a=" + direction + "\r\n")) return direction;
        }
        return "sendrecv";
    }

    /** What is left of an offer for one who wishes to go that way (RFC 3264 §6.1). */
    static String answer(String offer, String wish) {
        boolean sends = !offer.equals("sendonly") && !offer.equals("inactive");
        boolean receives = !offer.equals("recvonly") && !offer.equals("inactive");
        if (wish.equals("sendonly")) receives = false;
        if (sends) return receives ? "sendrecv" : "sendonly";
        return receives ? "recvonly" : "inactive";
    }

    /** Where a description says that it receives audio; empty where it has none. */
    static Optional<InetSocketAddress> audio(String sdp) {
        var media = AUDIO.matcher(sdp);
        var connection = CONNECTION.matcher(sdp);
        if (!media.find() || !connection.find() || media.group(1).equals("0"))
            return Optional.empty();
        return Optional.of(
                new InetSocketAddress(
                        InetAddress.ofLiteral(connection.group(1)),
                        Integer.parseInt(media.group(1))));
    }

    /** Whether a description speaks G.711 A-law under its usual payload type. */
    static boolean speaksPcma(String sdp) {
        var media = AUDIO.matcher(sdp);
        return media.find() && (" " + media.group(2).strip() + " ").contains(" 8 ");
    }
}

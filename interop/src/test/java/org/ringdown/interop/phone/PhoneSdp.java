package org.ringdown.interop.phone;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The one audio line of a session description (RFC 8866): where to send, and the codec names under their payload types, best first. */
public record PhoneSdp(InetSocketAddress address, Map<Integer, String> codecs, String direction) {
    private static final Pattern ADDRESS = Pattern.compile("(?m)^c=IN IP[46] (\\S+)");
    private static final Pattern AUDIO = Pattern.compile("(?m)^m=audio (\\d+) \\S+ ([\\d ]+)");
    private static final Pattern NAME = Pattern.compile("(?m)^a=rtpmap:(\\d+) (\\S+)");
    private static final Pattern DIRECTION =
            Pattern.compile("(?m)^a=(sendrecv|sendonly|recvonly|inactive)");
    private static final Map<Integer, String> STATIC =
            Map.of(0, "PCMU/8000", 8, "PCMA/8000", 9, "G722/8000"); // RFC 3551 §6
    private static final String KEYS = "telephone-event/8000";

    /** The names that a phone may be told to speak, under the types that it gives them. */
    private static final Map<String, Integer> OURS =
            Map.of("PCMU", 0, "PCMA", 8, "G722", 9, "opus", 96);

    /** An offer of {@code codecs}, best first, with telephone-event (RFC 4733) as type 101. */
    static String offer(RtpPort rtp, List<String> codecs) {
        var types = new LinkedHashMap<Integer, String>();
        codecs.forEach(codec ->
                types.put(OURS.get(codec), codec + (codec.equals("opus") ? "/48000/2" : "/8000")));
        types.put(101, KEYS);
        return write(rtp, types);
    }

    /** An answer to this offer that takes {@code codec} alone, and telephone-event, under the types of the offer. */
    String answer(RtpPort rtp, String codec) {
        if (!speaks(codec)) throw new AssertionError("the offer has no " + codec + ": " + codecs);
        var types = new LinkedHashMap<Integer, String>();
        codecs.forEach((type, name) -> {
            if (is(name, codec) || name.equalsIgnoreCase(KEYS)) types.put(type, name);
        });
        return write(rtp, types);
    }

    private static String write(RtpPort rtp, Map<Integer, String> codecs) {
        var us =
                (rtp.address() instanceof Inet6Address ? "IN IP6 " : "IN IP4 ")
                        + rtp.address().getHostAddress();
        var text =
                new StringBuilder(
                        "v=0\r\no=phone 1 1 %1$s\r\ns=-\r\nc=%1$s\r\nt=0 0\r\n".formatted(us));
        text.append("m=audio ").append(rtp.port()).append(" RTP/AVP");
        codecs.keySet().forEach(type -> text.append(' ').append(type));
        codecs.forEach(
                (type, name) -> text.append("\r\na=rtpmap:").append(type).append(' ').append(name));
        return text.append("\r\na=ptime:20\r\na=sendrecv\r\n").toString();
    }

    public static PhoneSdp parse(String text) {
        var address = ADDRESS.matcher(text);
        var audio = AUDIO.matcher(text);
        if (!address.find() || !audio.find())
            throw new IllegalArgumentException("no audio in:\n" + text);
        var names =
                NAME.matcher(text)
                        .results()
                        .collect(
                                Collectors.toMap(
                                        name -> Integer.parseInt(name.group(1)),
                                        name -> name.group(2)));
        var codecs = new LinkedHashMap<Integer, String>();
        Arrays.stream(audio.group(2).trim().split(" "))
                .map(Integer::parseInt)
                .forEach(type ->
                        codecs.put(type, names.getOrDefault(type, STATIC.getOrDefault(type, "?"))));
        var direction = DIRECTION.matcher(text);
        return new PhoneSdp(
                new InetSocketAddress(address.group(1), Integer.parseInt(audio.group(1))),
                codecs,
                direction.find() ? direction.group(1) : "sendrecv");
    }

    /** The payload type under which the other side takes telephone-event at 8000 Hz; 101 if it does not say. */
    int keyType() {
        return codecs.entrySet().stream()
                .filter(codec -> codec.getValue().equalsIgnoreCase(KEYS))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(101);
    }

    public boolean speaks(String codec) {
        return codecs.values().stream().anyMatch(name -> is(name, codec));
    }

    private static boolean is(String name, String codec) {
        return name.toLowerCase().startsWith(codec.toLowerCase() + "/");
    }
}

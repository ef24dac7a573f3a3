package org.ringdown.config;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ringdown.route.Hours;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.SipUri;
import org.ringdown.wire.MalformedException;

/**
 * What a value must look like.
 *
 * @param wanted completes "is not …": "a port; write a number from 0 to 65535, or off"
 * @param parse throws IllegalArgumentException for anything else
 */
record Kind<T>(String wanted, Function<String, T> parse) {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,5})\\s*-\\s*(\\d{1,5})");
    private static final Pattern SIP_URI = Pattern.compile("sips?:([^\\s@<>\"]+@)?[^\\s@<>\"/]+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern DIALLED = Pattern.compile("[^\\s*]{0,255}[*]?");

    static final Kind<String> TEXT = new Kind<>("text", text -> text);

    /** A name that may stand in a SIP URI, a token and a log without escaping. */
    static final Kind<String> NAMED =
            matching("a name; use letters, digits, dots, dashes and underscores, at most 64", NAME);

    static final Kind<Boolean> FLAG =
            new Kind<>(
                    "true or false",
                    text ->
                            switch (text) {
                                case "true" -> true;
                                case "false" -> false;
                                default -> throw new IllegalArgumentException();
                            });

    static final Kind<Boolean> SWITCH =
            new Kind<>(
                    "on or off",
                    text ->
                            switch (text) {
                                case "on", "true" -> true;
                                case "off", "false" -> false;
                                default -> throw new IllegalArgumentException();
                            });

    static final Kind<String> CONTACT =
            matching(
                    "an address such as mailto:admin@example.com or https://example.com/contact",
                    Pattern.compile("(mailto:[^\\s\"\\\\]+@[^\\s\"\\\\]+|https://[^\\s\"\\\\]+)"));

    /** With a port where that is not the usual one; {@code *.} for all below a name. */
    static final Kind<String> HOST_NAME =
            matching(
                    "a host such as push.example.com or *.example.com",
                    Pattern.compile("(\\*\\.)?[A-Za-z0-9.-]{1,253}(:\\d{1,5})?"));

    /** Digits as they are dialled. */
    static final Kind<String> DIGITS = matching("digits", Pattern.compile("[0-9]{1,15}"));

    static final Kind<String> NUMBER =
            matching("a number such as +49301234", Pattern.compile("\\+?[0-9*#]{1,32}"));

    static final Kind<String> PREFIX =
            matching("what can be dialled", Pattern.compile("[0-9A-Za-z+*#._-]{1,32}"));

    static final Kind<String> NUMBERS =
            matching(
                    "the beginning of numbers such as +44*",
                    Pattern.compile("[0-9A-Za-z+#._-]{1,32}[*]?"));

    static final Kind<String> HEADER =
            matching(
                    "the name of a header such as X-Account",
                    Pattern.compile("[A-Za-z0-9-]{1,64}"));

    static final Kind<String> CODEC =
            matching(
                    "a codec; known are opus, g722, pcma, pcmu",
                    Pattern.compile("(?i)opus|g722|pcma|pcmu"));

    static final Kind<Hours> HOURS =
            new Kind<>(
                    "times of the week such as \"Mo-Fr 09:00-18:00 Europe/Berlin\"", Hours::parse);

    static final Kind<Integer> COUNT =
            new Kind<>(
                    "a whole number from 1 to 1000000",
                    text -> within(1, Integer.parseInt(text), 1_000_000));

    /** How much is kept in memory; off is 0. */
    static final Kind<Integer> KEPT =
            new Kind<>(
                    "a whole number from 1 to 10000, or off",
                    text -> text.equals("off") ? 0 : within(1, Integer.parseInt(text), 10_000));

    static final Kind<Port> PORT =
            new Kind<>(
                    "a port; write a number from 0 (any free one) to 65535, or off",
                    text ->
                            text.equals("off")
                                    ? Port.OFF
                                    : Port.fixed(within(0, Integer.parseInt(text), 65535)));

    static final Kind<PortRange> PORT_RANGE =
            new Kind<>("a range of ports such as 20000-29999", Kind::portRange);

    static final Kind<Duration> LENGTH_OF_TIME =
            new Kind<>(
                    "a duration such as 30s, 5m or 4h",
                    text -> Durations.parse(text).orElseThrow(IllegalArgumentException::new));

    static final Kind<InetAddress> ADDRESS =
            new Kind<>("an IP address", text -> InetAddress.ofLiteral(text));

    static final Kind<Network> NETWORK =
            new Kind<>("an address or a network such as 10.0.0.0/8", Network::of);

    static final Kind<String> HOST =
            matching("a host name or an IP address", Pattern.compile("[A-Za-z0-9._:%-]{1,253}"));

    static final Kind<String> DOMAIN =
            matching(
                    "a host name such as phone.example.com",
                    Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?"));

    static final Kind<String> SIP =
            new Kind<>("a SIP URI such as sip:pbx.example.com", Kind::sipUri);

    static final Kind<String> ORIGIN =
            new Kind<>("a web origin such as https://example.com, without a path", Kind::origin);

    static final Kind<String> ICE_URL =
            matching(
                    "a URL such as stun:stun.example.com:3478 or turn:turn.example.com",
                    Pattern.compile("(stuns?|turns?):[^\\s@/]+"));

    static final Kind<String> LIVE =
            matching(
                    "the beginning of a stream's URL such as rtmp://live.example.com/app/",
                    Pattern.compile("rtmps?://[^\\s/?#@]+/[^\\s?#]*"));

    static final Kind<HostPort> STUN =
            new Kind<>("a STUN server such as stun.example.com:3478", Kind::stun);

    static final Kind<String> NUMBER_PATTERN =
            matching("a pattern of numbers; ? is one character, * at the end is the rest", DIALLED);

    /** Empty is the embedded one. */
    static final Kind<Optional<String>> DATABASE =
            new Kind<>(
                    "embedded, or a URL such as jdbc:postgresql://db.example.com/ringdown",
                    Kind::database);

    static final Kind<Path> FILE = new Kind<>("a path", Path::of);

    /** A host and perhaps a port; also as a URI (RFC 7064), as pages are told of theirs. */
    private static HostPort stun(String text) {
        try {
            return HostPort.parse(text.startsWith("stun:") ? text.substring(5) : text);
        } catch (MalformedException other) {
            throw new IllegalArgumentException(other);
        }
    }

    private static Kind<String> matching(String wanted, Pattern pattern) {
        return new Kind<>(
                wanted,
                text -> {
                    if (!pattern.matcher(text).matches()) throw new IllegalArgumentException();
                    return text;
                });
    }

    /** One of a few words, written as the constants are, in lower case and with dashes. */
    static <E extends Enum<E>> Kind<E> oneOf(Class<E> words) {
        var all = Arrays.asList(words.getEnumConstants());
        var wanted = all.stream().map(Kind::dashed).collect(Collectors.joining(" or "));
        return new Kind<>(wanted, text -> constant(all, text));
    }

    /** The word "auto", which is an empty value, or the kind itself. */
    static <T> Kind<Optional<T>> autoOr(Kind<T> kind) {
        return new Kind<>(
                kind.wanted() + ", or auto",
                text ->
                        text.equals("auto")
                                ? Optional.empty()
                                : Optional.of(kind.parse().apply(text)));
    }

    /** The word "off", which is an empty value, or the kind itself. */
    static <T> Kind<Optional<T>> offOr(Kind<T> kind) {
        return new Kind<>(
                kind.wanted() + ", or off",
                text ->
                        text.equals("off")
                                ? Optional.empty()
                                : Optional.of(kind.parse().apply(text)));
    }

    static <T> Kind<Optional<T>> optional(Kind<T> kind) {
        return new Kind<>(kind.wanted(), text -> Optional.of(kind.parse().apply(text)));
    }

    static String dashed(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How a component of a record is written as a key. */
    static String dashed(String component) {
        return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E constant(List<E> all, String text) {
        return all.stream()
                .filter(constant -> dashed(constant).equals(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    private static Optional<String> database(String text) {
        if (text.equals("embedded")) return Optional.empty();
        if (!text.startsWith("jdbc:postgresql:")) throw new IllegalArgumentException();
        return Optional.of(text);
    }

    private static String sipUri(String text) {
        if (!SIP_URI.matcher(text).matches()) throw new IllegalArgumentException();
        try {
            return SipUri.parse(text).toString();
        } catch (MalformedException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    private static PortRange portRange(String text) {
        var written = RANGE.matcher(text);
        if (!written.matches()) throw new IllegalArgumentException();
        return new PortRange(
                Integer.parseInt(written.group(1)), Integer.parseInt(written.group(2)));
    }

    /** As a browser sends it: lower case, no default port (RFC 6454 §6.2). */
    private static String origin(String text) {
        var uri = URI.create(text);
        var bare = uri.getRawPath() == null || uri.getRawPath().isEmpty();
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || !bare || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException();
        }
        boolean usual = uri.getPort() == (uri.getScheme().equals("https") ? 443 : 80);
        var port = uri.getPort() == -1 || usual ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port;
    }

    private static int within(int least, int value, int most) {
        if (value < least || value > most) throw new IllegalArgumentException();
        return value;
    }
}

package org.ringdown.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;

/** Reads the codecs of one m-line from its formats, rtpmap, fmtp and rtcp-fb lines, in one pass over each. */
final class RtpMaps {
    private final Map<Integer, Codec> codecs = new HashMap<>();
    private final Map<Integer, SequencedMap<String, String>> parameters = new HashMap<>();
    private final Map<Integer, List<String>> feedback = new HashMap<>();
    private final List<String> feedbackForAll = new ArrayList<>();

    private RtpMaps() {}

    /** In the order of the m-line, which is the peer's preference. A type that nothing explains is left out. */
    static List<PayloadType> read(MediaDescription media) {
        if (!media.protocol().contains("RTP/")) return List.of();
        var maps = new RtpMaps();
        media.attributes().forEach(maps::attribute);
        var numbers = new LinkedHashSet<Integer>();
        for (var format : media.formats()) {
            number(format).ifPresent(numbers::add);
        }
        return numbers.stream().flatMap(number -> maps.payloadType(number).stream()).toList();
    }

    private void attribute(Attribute attribute) {
        switch (attribute.name()) {
            case "rtpmap" -> rtpmap(Text.split(attribute.value(), ' '));
            case "fmtp" -> fmtp(Text.split(attribute.value(), ' '));
            case "rtcp-fb" -> rtcpFb(Text.split(attribute.value(), ' '));
            default -> {}
        }
    }

    private void rtpmap(Text.Split line) {
        var number = number(line.first());
        var codec = codec(line.rest());
        if (number.isEmpty() || codec.isEmpty()) return;
        codecs.putIfAbsent(number.getAsInt(), settled(number.getAsInt(), codec.get()));
    }

    /** Some phones map 9 to G722/16000: a static type that is called by its own name means what RFC 3551 says. */
    private static Codec settled(int number, Codec stated) {
        return StaticPayloadTypes.codec(number)
                .filter(fixed -> fixed.name().equalsIgnoreCase(stated.name()))
                .orElse(stated);
    }

    private static Optional<Codec> codec(String encoding) {
        var name = Text.split(encoding, '/');
        var clock = Text.split(name.rest(), '/');
        var rate = Text.number(clock.first(), Integer.MAX_VALUE);
        var channels = clock.rest().isEmpty() ? OptionalInt.of(1) : Text.number(clock.rest(), 255);
        boolean readable =
                Text.fields(name.first()).size() == 1
                        && rate.orElse(0) > 0
                        && channels.orElse(0) > 0;
        return readable
                ? Optional.of(
                        new Codec(
                                name.first(),
                                rate.getAsInt(),
                                channels.getAsInt(),
                                Parameters.parse("")))
                : Optional.empty();
    }

    private void fmtp(Text.Split line) {
        var number = number(line.first());
        if (number.isEmpty()) return;
        parameters.putIfAbsent(number.getAsInt(), Parameters.parse(line.rest()));
    }

    private void rtcpFb(Text.Split line) {
        if (line.rest().isEmpty()) return;
        if (line.first().equals("*")) feedbackForAll.add(line.rest());
        number(line.first())
                .ifPresent(
                        n -> feedback.computeIfAbsent(n, _ -> new ArrayList<>()).add(line.rest()));
    }

    private Optional<PayloadType> payloadType(int number) {
        var feedback = new ArrayList<>(this.feedback.getOrDefault(number, List.of()));
        feedback.addAll(feedbackForAll);
        return Optional.ofNullable(codecs.get(number))
                .or(() -> StaticPayloadTypes.codec(number))
                .map(codec -> new PayloadType(number, withParameters(number, codec), feedback));
    }

    private Codec withParameters(int number, Codec codec) {
        var stated = parameters.getOrDefault(number, codec.parameters());
        return new Codec(codec.name(), codec.clockRate(), codec.channels(), stated);
    }

    private static OptionalInt number(String format) {
        return Text.number(format, PayloadType.MAX);
    }
}

package org.ringdown.net.rtmp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.ringdown.flash.Greeting;
import org.ringdown.media.Codec;
import org.ringdown.rtmp.amf.AmfValue;
import org.ringdown.rtmp.flv.FourCc;
import org.ringdown.rtmp.message.Command;
import org.ringdown.rtmp.message.ConnectObject;

/** What {@code connect} says, and what its answer says of codecs (Enhanced RTMP v2). */
final class Greetings {
    private static final int BOTH_WAYS = 3; // FourCcInfoMask: CanDecode, CanEncode

    private Greetings() {}

    static Greeting of(Command.Connect connect, RandomGenerator random) {
        var object = connect.object();
        var session = new UUID(random.nextLong(), random.nextLong()).toString();
        return Greeting.of(
                object.app(),
                object.tcUrl(),
                session,
                connect.arguments(),
                playsOpus(object) ? List.of(Codec.OPUS) : List.of());
    }

    /** As a client says it that speaks Enhanced RTMP, in either of its versions. */
    private static boolean playsOpus(ConnectObject object) {
        return object.codecs().contains(FourCc.OPUS)
                || Optional.ofNullable(object.fields().get("audioFourCcInfoMap"))
                        .flatMap(map -> map.get(FourCc.OPUS.toString()))
                        .isPresent();
    }

    /** That we send and understand Opus, to a client that does. */
    static Map<String, AmfValue> codecs(Greeting greeting) {
        return greeting.codecs().contains(Codec.OPUS)
                ? Map.of(
                        "audioFourCcInfoMap",
                        AmfValue.of(Map.of(FourCc.OPUS.toString(), AmfValue.of(BOTH_WAYS))))
                : Map.of();
    }
}

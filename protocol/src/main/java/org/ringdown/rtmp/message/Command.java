package org.ringdown.rtmp.message;

import java.util.List;
import org.ringdown.rtmp.amf.AmfValue;
import org.ringdown.wire.MalformedException;

/**
 * A remote call: its name, the number of its transaction (0: no answer is wanted), an object or null, arguments (RTMP 1.0 §7.2).
 *
 * <p>Those of NetConnection and NetStream have a type of their own; all others, such as those of phones, are {@link Other}, and so is one
 * whose arguments do not fit its name.
 */
public sealed interface Command {
    double NO_TRANSACTION = 0;

    record Connect(double transaction, ConnectObject object, List<AmfValue> arguments)
            implements Command {
        public Connect {
            arguments = List.copyOf(arguments);
        }
    }

    record CreateStream(double transaction) implements Command {}

    record DeleteStream(double transaction, int stream) implements Command {}

    record CloseStream(double transaction) implements Command {}

    /** Before a publish, by encoders: whoever published under this name before has gone. */
    record ReleaseStream(double transaction, String name) implements Command {}

    record FcPublish(double transaction, String name) implements Command {}

    record FcUnpublish(double transaction, String name) implements Command {}

    record FcSubscribe(double transaction, String name) implements Command {}

    /** {@code kind} is live, record or append; live if nothing is said. */
    record Publish(double transaction, String name, String kind) implements Command {}

    /** {@code start} in seconds: -2 live or else recorded, -1 live, 0 and more recorded (§7.2.2.1). */
    record Play(double transaction, String name, double start, double duration, boolean reset)
            implements Command {
        public static final double LIVE_OR_RECORDED = -2;
        public static final double LIVE = -1;
        public static final double TO_THE_END = -1;
    }

    record Pause(double transaction, boolean paused, double millis) implements Command {}

    record ReceiveAudio(double transaction, boolean wanted) implements Command {}

    record ReceiveVideo(double transaction, boolean wanted) implements Command {}

    /** What a call has come to; to a connect, the properties of the server and a {@link Status}. */
    record Result(double transaction, AmfValue properties, AmfValue value) implements Command {}

    record Failure(double transaction, AmfValue properties, AmfValue value) implements Command {}

    /** What has become of a stream, or of the connection. */
    record OnStatus(double transaction, Status status) implements Command {}

    /** {@code object} is null for most; {@code arguments} come behind it. */
    record Other(String name, double transaction, AmfValue object, List<AmfValue> arguments)
            implements Command {
        public Other {
            arguments = List.copyOf(arguments);
        }
    }

    double transaction();

    /** From the values of a message: at least a name; numbers and objects that are left out are 0 and null. */
    static Command parse(List<AmfValue> values) throws MalformedException {
        var name =
                values.stream()
                        .findFirst()
                        .flatMap(AmfValue::text)
                        .orElseThrow(() ->
                                new MalformedException("a command without a name (RTMP 1.0 §7.2)"));
        double transaction = values.size() > 1 ? values.get(1).number().orElse(0) : 0;
        var object = values.size() > 2 ? values.get(2) : AmfValue.NULL;
        var arguments = values.size() > 3 ? values.subList(3, values.size()) : List.<AmfValue>of();
        var plain = new Other(name, transaction, object, arguments);
        return CommandReader.typed(plain).orElse(plain);
    }

    /** The values of its message. */
    default List<AmfValue> values() {
        return CommandWriter.values(this);
    }
}

package org.ringdown.rtmp.message;

import java.util.ArrayList;
import java.util.List;
import org.ringdown.rtmp.amf.AmfValue;

/** The values of a command's message: name, transaction, object, arguments. */
final class CommandWriter {
    private CommandWriter() {}

    static List<AmfValue> values(Command command) {
        return switch (command) {
            case Command.Connect(double transaction, var object, var arguments) ->
                    values("connect", transaction, object.value(), arguments);
            case Command.CreateStream(double transaction) -> values("createStream", transaction);
            case Command.DeleteStream(double transaction, int stream) ->
                    values("deleteStream", transaction, AmfValue.of(stream));
            case Command.CloseStream(double transaction) -> values("closeStream", transaction);
            case Command.ReleaseStream(double transaction, var name) ->
                    values("releaseStream", transaction, AmfValue.of(name));
            case Command.FcPublish(double transaction, var name) ->
                    values("FCPublish", transaction, AmfValue.of(name));
            case Command.FcUnpublish(double transaction, var name) ->
                    values("FCUnpublish", transaction, AmfValue.of(name));
            case Command.FcSubscribe(double transaction, var name) ->
                    values("FCSubscribe", transaction, AmfValue.of(name));
            case Command.Publish(double transaction, var name, var kind) ->
                    values("publish", transaction, AmfValue.of(name), AmfValue.of(kind));
            case Command.Play(
                            double transaction,
                            var name,
                            double start,
                            double duration,
                            boolean reset) ->
                    values(
                            "play",
                            transaction,
                            AmfValue.of(name),
                            AmfValue.of(start),
                            AmfValue.of(duration),
                            AmfValue.of(reset));
            case Command.Pause(double transaction, boolean paused, double millis) ->
                    values("pause", transaction, AmfValue.of(paused), AmfValue.of(millis));
            case Command.ReceiveAudio(double transaction, boolean wanted) ->
                    values("receiveAudio", transaction, AmfValue.of(wanted));
            case Command.ReceiveVideo(double transaction, boolean wanted) ->
                    values("receiveVideo", transaction, AmfValue.of(wanted));
            case Command.Result(double transaction, var properties, var value) ->
                    values("_result", transaction, properties, List.of(value));
            case Command.Failure(double transaction, var properties, var value) ->
                    values("_error", transaction, properties, List.of(value));
            case Command.OnStatus(double transaction, var status) ->
                    values("onStatus", transaction, status.value());
            case Command.Other(var name, double transaction, var object, var arguments) ->
                    values(name, transaction, object, arguments);
        };
    }

    private static List<AmfValue> values(String name, double transaction, AmfValue... arguments) {
        return values(name, transaction, AmfValue.NULL, List.of(arguments));
    }

    private static List<AmfValue> values(
            String name, double transaction, AmfValue object, List<AmfValue> arguments) {
        var values = new ArrayList<AmfValue>();
        values.add(AmfValue.of(name));
        values.add(AmfValue.of(transaction));
        values.add(object);
        values.addAll(arguments);
        return values;
    }
}

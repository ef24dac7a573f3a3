package org.ringdown.rtmp.message;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ringdown.rtmp.amf.AmfValue;

/** Gives commands their types: those of NetConnection and NetStream (RTMP 1.0 §7.2), and what encoders say before they publish. */
final class CommandReader {
    private CommandReader() {}

    /** Empty if there is no type for it, or its arguments do not fit. */
    static Optional<Command> typed(Command.Other said) {
        double transaction = said.transaction();
        var arguments = said.arguments();
        return switch (said.name()) {
            case "connect" -> connect(said);
            case "createStream" -> Optional.of(new Command.CreateStream(transaction));
            case "deleteStream" ->
                    number(arguments, 0)
                            .map(id -> new Command.DeleteStream(transaction, id.intValue()));
            case "closeStream" -> Optional.of(new Command.CloseStream(transaction));
            case "releaseStream" ->
                    text(arguments, 0).map(name -> new Command.ReleaseStream(transaction, name));
            case "FCPublish" ->
                    text(arguments, 0).map(name -> new Command.FcPublish(transaction, name));
            case "FCUnpublish" ->
                    text(arguments, 0).map(name -> new Command.FcUnpublish(transaction, name));
            case "FCSubscribe" ->
                    text(arguments, 0).map(name -> new Command.FcSubscribe(transaction, name));
            case "publish" -> publish(transaction, arguments);
            case "play" -> play(transaction, arguments);
            case "pause" ->
                    bool(arguments, 0)
                            .map(paused ->
                                    new Command.Pause(
                                            transaction, paused, number(arguments, 1).orElse(0.0)));
            case "receiveAudio" ->
                    bool(arguments, 0).map(wanted -> new Command.ReceiveAudio(transaction, wanted));
            case "receiveVideo" ->
                    bool(arguments, 0).map(wanted -> new Command.ReceiveVideo(transaction, wanted));
            case "_result" ->
                    Optional.of(new Command.Result(transaction, said.object(), first(arguments)));
            case "_error" ->
                    Optional.of(new Command.Failure(transaction, said.object(), first(arguments)));
            case "onStatus" ->
                    Status.of(first(arguments))
                            .map(status -> new Command.OnStatus(transaction, status));
            default -> Optional.empty();
        };
    }

    private static Optional<Command> connect(Command.Other said) {
        return said.object() instanceof AmfValue.Obj || said.object() instanceof AmfValue.EcmaArray
                ? Optional.of(
                        new Command.Connect(
                                said.transaction(),
                                ConnectObject.of(said.object()),
                                said.arguments()))
                : Optional.empty();
    }

    private static Optional<Command> publish(double transaction, List<AmfValue> arguments) {
        return text(arguments, 0)
                .map(name ->
                        new Command.Publish(transaction, name, text(arguments, 1).orElse("live")));
    }

    private static Optional<Command> play(double transaction, List<AmfValue> arguments) {
        return text(arguments, 0)
                .map(name ->
                        new Command.Play(
                                transaction,
                                name,
                                number(arguments, 1).orElse(Command.Play.LIVE_OR_RECORDED),
                                number(arguments, 2).orElse(Command.Play.TO_THE_END),
                                bool(arguments, 3).orElse(true)));
    }

    private static AmfValue first(List<AmfValue> arguments) {
        return arguments.isEmpty() ? AmfValue.NULL : arguments.getFirst();
    }

    private static Optional<String> text(List<AmfValue> arguments, int index) {
        return at(arguments, index).flatMap(AmfValue::text);
    }

    private static Optional<Boolean> bool(List<AmfValue> arguments, int index) {
        return at(arguments, index).flatMap(AmfValue::bool);
    }

    private static Optional<Double> number(List<AmfValue> arguments, int index) {
        return at(arguments, index).map(AmfValue::number).flatMap(CommandReader::boxed);
    }

    private static Optional<Double> boxed(OptionalDouble number) {
        return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
    }

    private static Optional<AmfValue> at(List<AmfValue> arguments, int index) {
        return index < arguments.size() ? Optional.of(arguments.get(index)) : Optional.empty();
    }
}

package org.ringdown.flash;

import static org.ringdown.flash.Step.go;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ringdown.flash.FlashEvent.Admitted;
import org.ringdown.flash.FlashEvent.Closes;
import org.ringdown.flash.FlashEvent.Commands;
import org.ringdown.flash.FlashEvent.Connects;
import org.ringdown.flash.FlashEvent.Hears;
import org.ringdown.flash.FlashEvent.NotAdmitted;
import org.ringdown.flash.FlashEvent.Plays;
import org.ringdown.flash.FlashEvent.Publishes;
import org.ringdown.flash.FlashOrder.Admit;
import org.ringdown.flash.FlashOrder.Carry;
import org.ringdown.flash.FlashOrder.Greet;
import org.ringdown.flash.FlashOrder.Invoke;
import org.ringdown.flash.FlashOrder.LetIn;
import org.ringdown.flash.FlashOrder.Say;
import org.ringdown.media.Codec;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;

/**
 * The phone of Red5: one connection is one phone with one call, in Nellymoser of 8 kHz.
 *
 * <p>It connects to {@code sip} and signs in by {@code open}. The names of its streams are told with each call that is answered.
 */
final class Red5Phone implements CommandSet<Red5Phone.State> {
    static final String APP = "sip";

    private static final String REF = "call";
    private static final Duration KEY = Duration.ofMillis(160);
    private static final Duration GAP = Duration.ofMillis(80);

    /** Where the phone is with its call. */
    sealed interface Stage {
        record Outside() implements Stage {}

        /** It may say who it is. */
        record Asked() implements Stage {}

        /** It said who it is, and is to be welcomed. */
        record Entering() implements Stage {}

        record Idle() implements Stage {}

        /** @param given whether it has hung up already, and nobody knows the call yet */
        record Dialing(boolean given) implements Stage {}

        record Calling(String call) implements Stage {}

        record Ringing(String call) implements Stage {}

        record Accepting(String call) implements Stage {}

        record Talking(String call) implements Stage {}
    }

    /**
     * @param user as it signed in
     * @param calls how many it has had
     */
    record State(Stage stage, String user, int calls) {
        State to(Stage next) {
            return new State(next, user, calls);
        }

        State next(Stage next) {
            return new State(next, user, calls + 1);
        }

        String m() {
            return "m" + calls;
        }

        String publishes() {
            return "speaker_" + calls;
        }

        String plays() {
            return "microphone_" + calls;
        }
    }

    private record Moment(Stage stage, FlashEvent event) {}

    @Override
    public State begin() {
        return new State(new Stage.Outside(), "", 0);
    }

    @Override
    public Step<State> on(State at, FlashEvent event) {
        return switch (new Moment(at.stage(), event)) {
            case Moment(Stage.Outside _, Connects _) -> go(at.to(new Stage.Asked()), new LetIn());
            case Moment(Stage.Asked _, Commands said) when said.name().equals("open") ->
                    open(at, said);
            case Moment(Stage.Entering _, Admitted _) -> go(at, new Greet(true));
            case Moment(Stage.Entering _, NotAdmitted(var why)) -> failed(at, why);
            case Moment(Stage.Entering _, Hears(ToPage.Welcome _)) ->
                    go(at.to(new Stage.Idle()), Invoke.of("registrationSucess", "200 OK"));
            case Moment(Stage.Entering _, Hears(ToPage.Failure failure)) ->
                    failed(at, failure.message());
            case Moment(_, Publishes(int stream, var name)) -> publish(at, stream, name);
            case Moment(_, Plays(int stream, var name)) -> play(at, stream, name);
            case Moment(_, Closes _) -> go(at);
            case Moment(_, Commands said) -> command(at, said);
            case Moment(_, Hears(var message)) -> hear(at, message);
            default -> go(at);
        };
    }

    /** After the proxy, the client's own id and its number come a name and a password, and where they are known. */
    private static Step<State> open(State at, Commands said) {
        var user = said.text(3).or(() -> said.text(2)).orElse("");
        var number = said.text(2).orElse(user);
        var domain = said.text(6).or(() -> said.text(5)).orElse("");
        var shown = Credentials.of(user, said.text(4).orElse(""), "sip:" + number + "@" + domain);
        return go(new State(new Stage.Entering(), user, at.calls()), new Admit(shown));
    }

    private static Step<State> failed(State at, String why) {
        return go(at.to(new Stage.Asked()), Invoke.of("registrationFailure", why));
    }

    /** The first argument of each is the client's own id, of which one connection has one. */
    private static Step<State> command(State at, Commands said) {
        var word = said.text(1);
        return switch (said.name()) {
            case "call" -> word.map(to -> call(at, SipRtmp.callee(to))).orElseGet(() -> go(at));
            case "joinConf" -> room(word).map(room -> call(at, room)).orElseGet(() -> go(at));
            case "accept" -> accept(at);
            case "hangup" -> hangUp(at);
            case "transfer" ->
                    word.map(to -> transfer(at, SipRtmp.callee(to))).orElseGet(() -> go(at));
            case "addToConf" -> room(word).map(room -> transfer(at, room)).orElseGet(() -> go(at));
            case "dtmf" -> keys(at, word);
            case "unregister" -> go(at, new Say(new FromPage.Register(false)));
            case "close" -> close(at);
            default -> go(at); // streamStatus, too: what it plays is known
        };
    }

    private static Optional<String> room(Optional<String> named) {
        return named.flatMap(name -> Address.of(Address.ROOM, name, Query.NONE))
                .map(Address::number);
    }

    private static Step<State> call(State at, String to) {
        if (!(at.stage() instanceof Stage.Idle)) return go(at);
        var next = at.next(new Stage.Dialing(false));
        var dial = new FromPage.Dial(REF, to, next.m(), Map.of(), Map.of(), Optional.empty());
        return go(next, streams(next), new Carry(next.m()), new Say(dial));
    }

    private static Say streams(State at) {
        var sound =
                Stream.concat(Stream.of(Codec.nellymoser(8000)), FlashCodecs.OF_PLAYERS.stream());
        return new Say(
                new FromPage.StreamOpen(at.m(), FlashCodecs.withKeys(sound.toList()), List.of()));
    }

    private static Step<State> accept(State at) {
        if (!(at.stage() instanceof Stage.Ringing(var call))) return go(at);
        var next = at.next(new Stage.Accepting(call));
        return go(
                next,
                streams(next),
                new Carry(next.m()),
                new Say(new FromPage.Answer(call, next.m())));
    }

    private static Step<State> hangUp(State at) {
        return switch (at.stage()) {
            case Stage.Dialing _ -> go(at.to(new Stage.Dialing(true)));
            case Stage.Ringing(var call) ->
                    go(at.to(new Stage.Idle()), new Say(new FromPage.Reject(call, false)));
            case Stage.Calling(var call) -> hungUp(at, call);
            case Stage.Accepting(var call) -> hungUp(at, call);
            case Stage.Talking(var call) -> hungUp(at, call);
            default -> go(at);
        };
    }

    private static Step<State> hungUp(State at, String call) {
        return go(
                at.to(new Stage.Idle()),
                new Say(new FromPage.Hangup(call)),
                state("onUaCallClosed"));
    }

    private static Invoke state(String now) {
        return Invoke.of("callState", now);
    }

    private static Step<State> transfer(State at, String to) {
        return at.stage() instanceof Stage.Talking(var call)
                ? go(at, new Say(new FromPage.Transfer(call, to)))
                : go(at);
    }

    private static Step<State> keys(State at, Optional<String> word) {
        var keys = word.map(SipRtmp::pressed).orElse("");
        if (keys.isEmpty() || !(at.stage() instanceof Stage.Talking(var call))) return go(at);
        return go(at, new Say(new FromPage.Dtmf(call, keys, KEY, GAP)));
    }

    /** It goes, and so does its call, as that of a page does that hangs up. */
    private static Step<State> close(State at) {
        var orders =
                Stream.concat(
                        hangUp(at).orders().stream(), Stream.of(new FlashOrder.Part("closed")));
        return new Step<>(at.to(new Stage.Outside()), orders.toList());
    }

    private static Step<State> hear(State at, ToPage message) {
        return switch (at.stage()) {
            case Stage.Idle _ when message instanceof ToPage.Incoming in ->
                    go(
                            at.to(new Stage.Ringing(in.call())),
                            Invoke.of(
                                    "incoming",
                                    in.remote().uri(),
                                    in.remote().name().orElse(""),
                                    in.to(),
                                    ""));
            case Stage.Dialing(var given) -> hearDialing(at, given, message);
            case Stage.Calling(var call) -> hearCalling(at, call, message);
            case Stage.Ringing(var call) -> hearEnd(at, call, "onUaCallCancelled", message);
            case Stage.Accepting(var call)
                    when message instanceof ToPage.Answered(var answered)
                            && answered.equals(call) ->
                    talk(at, call);
            case Stage.Accepting(var call) -> hearEnd(at, call, "onUaCallClosed", message);
            case Stage.Talking(var call)
                    when message instanceof ToPage.TransferProgress progress
                            && progress.call().equals(call)
                            && progress.status().equals("done") ->
                    go(at, state("onUaCallTrasferred"));
            case Stage.Talking(var call) -> hearEnd(at, call, "onUaCallClosed", message);
            default -> engaged(at, message);
        };
    }

    private static Step<State> hearDialing(State at, boolean given, ToPage message) {
        return switch (message) {
            case ToPage.Calling(_, var call, _, _) when given -> hungUp(at, call);
            case ToPage.Calling(_, var call, _, _) -> go(at.to(new Stage.Calling(call)));
            case ToPage.Failure _ ->
                    go(
                            at.to(new Stage.Idle()),
                            new Say(new FromPage.MediaClose(at.m())),
                            state("onUaCallFailed"));
            default -> engaged(at, message);
        };
    }

    private static Step<State> hearCalling(State at, String mine, ToPage message) {
        return switch (message) {
            case ToPage.Ringing(var call, _) when call.equals(mine) ->
                    go(at, state("onUaCallRinging"));
            case ToPage.Answered(var call) when call.equals(mine) -> {
                var step = talk(at, mine);
                yield go(step.next(), state("onUaCallAccepted"), step.orders().getFirst());
            }
            default -> hearEnd(at, mine, "onUaCallFailed", message);
        };
    }

    /** It is told what to publish, then what to play. */
    private static Step<State> talk(State at, String call) {
        return go(
                at.to(new Stage.Talking(call)), Invoke.of("connected", at.publishes(), at.plays()));
    }

    private static Step<State> hearEnd(State at, String mine, String told, ToPage message) {
        return message instanceof ToPage.Ended ended && ended.call().equals(mine)
                ? go(at.to(new Stage.Idle()), state(told))
                : engaged(at, message);
    }

    /** A phone with one call is busy for all others. */
    private static Step<State> engaged(State at, ToPage message) {
        return switch (message) {
            case ToPage.Incoming in -> go(at, new Say(new FromPage.Reject(in.call(), true)));
            case ToPage.Voicemail(var waiting, int count) ->
                    go(at, Invoke.of("mailBoxStatus", waiting, Integer.toString(count), "0"));
            default -> go(at);
        };
    }

    private static Step<State> publish(State at, int stream, String name) {
        return name.equals(at.publishes())
                ? go(at, new FlashOrder.Publish(stream, name))
                : go(at, new FlashOrder.NotPublish(stream, "publish the name that was told last"));
    }

    private static Step<State> play(State at, int stream, String name) {
        return name.equals(at.plays())
                ? go(at, new FlashOrder.Play(stream, name))
                : go(at, new FlashOrder.NotPlay(stream, "play the name that was told last"));
    }
}

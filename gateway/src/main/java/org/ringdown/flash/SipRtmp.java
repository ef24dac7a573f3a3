package org.ringdown.flash;

import static org.ringdown.flash.Step.go;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.ringdown.flash.FlashOrder.SendAway;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;
import org.ringdown.rtmp.amf.AmfValue;

/**
 * The phone of siprtmp and flash-videoio: one connection is one phone with one call.
 *
 * <p>It connects to {@code sip/user@domain} with a name and a password, publishes {@code local} and plays {@code remote}.
 */
final class SipRtmp implements CommandSet<SipRtmp.State> {
    static final String APP = "sip/";

    private static final String REF = "invite";
    private static final Duration KEY = Duration.ofMillis(160);
    private static final Duration GAP = Duration.ofMillis(80);

    /** Where the phone is with its call. */
    sealed interface Stage {
        record Outside() implements Stage {}

        /** It said who it is, and is to be welcomed. */
        record Entering() implements Stage {}

        record Idle() implements Stage {}

        /** @param given whether it has hung up already, and nobody knows the call yet */
        record Dialing(boolean given) implements Stage {}

        record Calling(String call) implements Stage {}

        record Ringing(String call, String from) implements Stage {}

        record Accepting(String call) implements Stage {}

        record Talking(String call, boolean heldByThem) implements Stage {}
    }

    /**
     * @param me the address that it is
     * @param registers whether it takes calls
     * @param tokens of codecs, as it named them for its call
     * @param codec that it is to send
     * @param calls how many it has had
     * @param local the stream it publishes, 0 for none
     * @param remote the stream it plays, 0 for none
     */
    record Self(
            String me,
            boolean registers,
            List<String> tokens,
            String codec,
            int calls,
            int local,
            int remote) {
        Self about(List<String> named) {
            return new Self(me, registers, named, "default", calls + 1, local, remote);
        }

        Self speaks(String now) {
            return new Self(me, registers, tokens, now, calls, local, remote);
        }

        Self publishes(int stream) {
            return new Self(me, registers, tokens, codec, calls, stream, remote);
        }

        Self plays(int stream) {
            return new Self(me, registers, tokens, codec, calls, local, stream);
        }

        String m() {
            return "m" + calls;
        }
    }

    record State(Stage stage, Self self) {
        State to(Stage next) {
            return new State(next, self);
        }

        State with(Self now) {
            return new State(stage, now);
        }
    }

    private record Moment(Stage stage, FlashEvent event) {}

    @Override
    public State begin() {
        return new State(new Stage.Outside(), new Self("", false, List.of(), "default", 0, 0, 0));
    }

    @Override
    public Step<State> on(State at, FlashEvent event) {
        return switch (new Moment(at.stage(), event)) {
            case Moment(Stage.Outside _, Connects(var greeting)) -> enter(at, greeting);
            case Moment(Stage.Entering _, Admitted _) -> go(at, new Greet(at.self().registers()));
            case Moment(Stage.Entering _, NotAdmitted(var why)) -> go(at, new SendAway(why));
            case Moment(Stage.Entering _, Hears(ToPage.Welcome _)) ->
                    go(at.to(new Stage.Idle()), new LetIn());
            case Moment(Stage.Entering _, Hears(ToPage.Failure failure)) ->
                    go(at, new SendAway(failure.message()));
            case Moment(_, Publishes publishes) -> publish(at, publishes);
            case Moment(_, Plays plays) -> play(at, plays);
            case Moment(_, Closes(int stream)) -> go(at.with(closed(at.self(), stream)));
            case Moment(_, Commands command) -> command(at, command);
            case Moment(_, Hears(var message)) -> hear(at, message);
            default -> go(at);
        };
    }

    private static Step<State> enter(State at, Greeting greeting) {
        var me = "sip:" + greeting.app().substring(APP.length());
        var secret = greeting.text(1);
        var name = greeting.text(0).orElse(user(me));
        var shown =
                greeting.token()
                        .or(() -> secret.map(given -> Credentials.of(name, given, me)))
                        .orElseGet(Credentials.Nothing::new);
        boolean registers = !(shown instanceof Credentials.Nothing);
        var self = new Self(me, registers, List.of(), "default", 0, 0, 0);
        return go(new State(new Stage.Entering(), self), new Admit(shown));
    }

    private static String user(String uri) {
        return uri.substring("sip:".length()).split("@", 2)[0];
    }

    private Step<State> command(State at, Commands said) {
        return switch (said.name()) {
            case "invite" -> invite(at, said);
            case "accept" -> accept(at, said);
            case "reject" -> reject(at, said);
            case "bye" -> bye(at);
            case "sendDTMF" -> key(at, said);
            case "hold" -> hold(at, said.flag(0));
            default -> go(at);
        };
    }

    private static Step<State> invite(State at, Commands said) {
        var to = said.text(0);
        if (!(at.stage() instanceof Stage.Idle))
            return go(at, Invoke.of("rejected", "Already in an active or pending call"));
        if (to.isEmpty()) return go(at, Invoke.of("rejected", "400 Nobody to call"));
        var self = at.self().about(said.texts(1));
        var dial =
                new FromPage.Dial(
                        REF, callee(to.get()), self.m(), Map.of(), Map.of(), Optional.empty());
        return go(
                new State(new Stage.Dialing(false), self),
                open(self),
                new Carry(self.m()),
                new Say(dial));
    }

    private static Say open(Self self) {
        return new Say(
                new FromPage.StreamOpen(
                        self.m(),
                        FlashCodecs.withKeys(FlashCodecs.sound(self.tokens())),
                        FlashCodecs.pictures(self.tokens())));
    }

    /** What carried no call in the end. */
    private static Say close(Self self) {
        return new Say(new FromPage.MediaClose(self.m()));
    }

    /** Of a name and an address the address, of ours the user: {@code "Bob" <sip:bob@example.com>}. */
    static String callee(String written) {
        int open = written.indexOf('<');
        int close = written.indexOf('>', open + 1);
        var uri = open >= 0 && close > open ? written.substring(open + 1, close) : written;
        return uri.strip();
    }

    private static Step<State> accept(State at, Commands said) {
        if (!(at.stage() instanceof Stage.Ringing(var call, _))) return go(at);
        var self = at.self().about(said.texts(0));
        return go(
                new State(new Stage.Accepting(call), self),
                open(self),
                new Carry(self.m()),
                new Say(new FromPage.Answer(call, self.m())));
    }

    private static Step<State> reject(State at, Commands said) {
        if (!(at.stage() instanceof Stage.Ringing(var call, _))) return go(at);
        return go(
                at.to(new Stage.Idle()),
                new Say(new FromPage.Reject(call, Reasons.isBusy(said.text(0)))));
    }

    private static Step<State> bye(State at) {
        return switch (at.stage()) {
            case Stage.Dialing _ -> go(at.to(new Stage.Dialing(true)));
            case Stage.Calling(var call) -> hangUp(at, call);
            case Stage.Accepting(var call) -> hangUp(at, call);
            case Stage.Talking(var call, _) -> hangUp(at, call);
            case Stage.Ringing(var call, _) ->
                    go(at.to(new Stage.Idle()), new Say(new FromPage.Reject(call, false)));
            default -> go(at);
        };
    }

    private static Step<State> hangUp(State at, String call) {
        return go(at.to(new Stage.Idle()), new Say(new FromPage.Hangup(call)));
    }

    /** One key at a time, as such phones send them; a word of several is said one after the other all the same. */
    private static Step<State> key(State at, Commands said) {
        var keys = said.text(0).map(SipRtmp::pressed).orElse("");
        if (keys.isEmpty() || !(at.stage() instanceof Stage.Talking(var call, _))) return go(at);
        return go(at, new Say(new FromPage.Dtmf(call, keys, KEY, GAP)));
    }

    /** What of it are keys. */
    static String pressed(String written) {
        var keys = new StringBuilder();
        written.toUpperCase(java.util.Locale.ROOT)
                .chars()
                .filter(key -> "0123456789*#ABCD".indexOf(key) >= 0)
                .limit(32)
                .forEach(key -> keys.append((char) key));
        return keys.toString();
    }

    private static Step<State> hold(State at, boolean on) {
        return at.stage() instanceof Stage.Talking(var call, _)
                ? go(at, new Say(new FromPage.Hold(call, on)))
                : go(at);
    }

    private static Step<State> hear(State at, ToPage message) {
        var self = at.self();
        return switch (at.stage()) {
            case Stage.Dialing(var given) -> hearDialing(at, given, message);
            case Stage.Calling(var call) -> hearCalling(at, call, message);
            case Stage.Idle _ when message instanceof ToPage.Incoming in ->
                    go(
                            at.to(new Stage.Ringing(in.call(), in.remote().uri())),
                            Invoke.of("invited", in.remote().uri(), self.me()));
            case Stage.Ringing(var call, var from)
                    when message instanceof ToPage.Ended ended && ended.call().equals(call) ->
                    go(at.to(new Stage.Idle()), Invoke.of("cancelled", from, self.me()));
            case Stage.Accepting(var call) -> hearAccepting(at, call, message);
            case Stage.Talking(var call, var held) -> hearTalking(at, call, held, message);
            default -> engaged(at, message);
        };
    }

    private static Step<State> hearDialing(State at, boolean given, ToPage message) {
        return switch (message) {
            case ToPage.Calling(_, var call, _, _) when given -> hangUp(at, call);
            case ToPage.Calling(_, var call, _, _) -> go(at.to(new Stage.Calling(call)));
            case ToPage.Failure _ when given -> go(at.to(new Stage.Idle()), close(at.self()));
            case ToPage.Failure failure ->
                    go(
                            at.to(new Stage.Idle()),
                            close(at.self()),
                            Invoke.of("rejected", Reasons.of(failure)));
            default -> engaged(at, message);
        };
    }

    private static Step<State> hearCalling(State at, String mine, ToPage message) {
        return switch (message) {
            case ToPage.Ringing(var call, var early) when call.equals(mine) ->
                    go(at, Invoke.of("ringing", early ? "183 Session Progress" : "180 Ringing"));
            case ToPage.SendCodec codec when codec.call().equals(mine) ->
                    go(at.with(at.self().speaks(token(codec))));
            case ToPage.Answered(var call) when call.equals(mine) -> talk(at, mine);
            case ToPage.Ended ended when ended.call().equals(mine) ->
                    go(at.to(new Stage.Idle()), Invoke.of("rejected", Reasons.of(ended)));
            default -> engaged(at, message);
        };
    }

    private static Step<State> hearAccepting(State at, String mine, ToPage message) {
        return switch (message) {
            case ToPage.SendCodec codec when codec.call().equals(mine) ->
                    go(at.with(at.self().speaks(token(codec))));
            case ToPage.Answered(var call) when call.equals(mine) -> talk(at, mine);
            case ToPage.Ended ended when ended.call().equals(mine) ->
                    go(at.to(new Stage.Idle()), Invoke.of("byed"));
            default -> engaged(at, message);
        };
    }

    private static String token(ToPage.SendCodec codec) {
        return FlashCodecs.token(new org.ringdown.media.Codec(codec.name(), codec.clockRate(), 1));
    }

    /** Which codecs it talks in is told to a client that named some. */
    private static Step<State> talk(State at, String call) {
        var self = at.self();
        var pictures = FlashCodecs.pictures(self.tokens()).isEmpty() ? AmfValue.NULL : H264;
        var accepted =
                self.tokens().isEmpty()
                        ? Invoke.of("accepted")
                        : Invoke.of("accepted", self.codec(), pictures);
        return go(at.to(new Stage.Talking(call, false)), accepted);
    }

    private static final AmfValue H264 = AmfValue.of("h264");

    private static Step<State> hearTalking(State at, String mine, boolean held, ToPage message) {
        return switch (message) {
            case ToPage.Held(var call, var hold) when call.equals(mine) && hold.remote() != held ->
                    go(
                            at.to(new Stage.Talking(mine, hold.remote())),
                            Invoke.of("holded", hold.remote()));
            case ToPage.Ended ended when ended.call().equals(mine) ->
                    go(at.to(new Stage.Idle()), Invoke.of("byed"));
            default -> engaged(at, message);
        };
    }

    /** A phone with one call is busy for all others. */
    private static Step<State> engaged(State at, ToPage message) {
        return message instanceof ToPage.Incoming in
                ? go(at, new Say(new FromPage.Reject(in.call(), true)))
                : go(at);
    }

    private static Step<State> publish(State at, Publishes asked) {
        var self = at.self();
        if (!asked.name().equals("local"))
            return go(
                    at,
                    new FlashOrder.NotPublish(
                            asked.stream(), "a phone publishes local, not " + asked.name()));
        if (self.local() != 0)
            return go(at, new FlashOrder.NotPublish(asked.stream(), "local is published already"));
        return go(
                at.with(self.publishes(asked.stream())),
                new FlashOrder.Publish(asked.stream(), asked.name()));
    }

    private static Step<State> play(State at, Plays asked) {
        var self = at.self();
        if (!asked.name().equals("remote"))
            return go(
                    at,
                    new FlashOrder.NotPlay(
                            asked.stream(), "a phone plays remote, not " + asked.name()));
        if (self.remote() != 0 && self.remote() != asked.stream())
            return go(at, new FlashOrder.NotPlay(asked.stream(), "remote is played already"));
        return go(
                at.with(self.plays(asked.stream())),
                new FlashOrder.Play(asked.stream(), asked.name()));
    }

    private static Self closed(Self self, int stream) {
        if (stream == self.local()) return self.publishes(0);
        return stream == self.remote() ? self.plays(0) : self;
    }
}

package org.ringdown.flash;

import static org.ringdown.flash.Step.go;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import org.ringdown.flash.FlashEvent.Subscribes;
import org.ringdown.flash.FlashOrder.Admit;
import org.ringdown.flash.FlashOrder.Carry;
import org.ringdown.flash.FlashOrder.Greet;
import org.ringdown.flash.FlashOrder.Invoke;
import org.ringdown.flash.FlashOrder.LetIn;
import org.ringdown.flash.FlashOrder.Say;
import org.ringdown.media.Codec;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;
import org.ringdown.rtmp.amf.AmfValue;

/**
 * The phone of FreeSWITCH's mod_rtmp: any number of calls, one of which is attached to its one pair of streams; all others are held.
 *
 * <p>It connects to {@code phone} and is told a session, with which it proves its password.
 */
final class ModRtmp implements CommandSet<ModRtmp.State> {
    static final String APP = "phone";

    private static final Duration KEY =
            Duration.ofMillis(250); // 2000 samples, as FreeSWITCH has it
    private static final Duration GAP = Duration.ofMillis(80);
    private static final int MOST_CALLS = 10;

    /** Whether the gateway knows it. */
    enum Stage {
        OUTSIDE,
        IN,
        ENTERING,
        WELCOME
    }

    /**
     * A call of the phone.
     *
     * @param m its media; empty where it has none yet
     * @param rings whether it is to be answered
     * @param held whether the far end holds, as far as was told
     */
    record Line(String m, boolean rings, boolean held) {}

    /** A call that the gateway has not named yet. */
    record Attempt(String m, String number, String account) {}

    /**
     * @param account as it signed in: user, or user@domain
     * @param attached the call on its streams; empty for none
     * @param opened how many media it has had
     */
    record State(
            Stage stage,
            String session,
            String account,
            Map<String, Line> calls,
            Map<String, Attempt> attempts,
            String attached,
            int opened,
            int spoken,
            int heard) {
        State {
            calls = new LinkedHashMap<>(calls);
            attempts = Map.copyOf(attempts);
        }

        State at(Stage next) {
            return new State(
                    next, session, account, calls, attempts, attached, opened, spoken, heard);
        }

        State as(String signedIn) {
            return new State(
                    Stage.ENTERING,
                    session,
                    signedIn,
                    calls,
                    attempts,
                    attached,
                    opened,
                    spoken,
                    heard);
        }

        State attach(String call) {
            return new State(stage, session, account, calls, attempts, call, opened, spoken, heard);
        }

        State streams(int published, int played) {
            return new State(
                    stage, session, account, calls, attempts, attached, opened, published, played);
        }

        State with(String call, Line line) {
            var now = new LinkedHashMap<>(calls);
            now.put(call, line);
            return new State(
                    stage, session, account, now, attempts, attached, opened, spoken, heard);
        }

        State without(String call) {
            var now = new LinkedHashMap<>(calls);
            now.remove(call);
            return new State(
                    stage,
                    session,
                    account,
                    now,
                    attempts,
                    attached.equals(call) ? "" : attached,
                    opened,
                    spoken,
                    heard);
        }

        State tries(String ref, Attempt attempt) {
            var now = new LinkedHashMap<>(attempts);
            now.put(ref, attempt);
            return new State(
                    stage, session, account, calls, now, attached, opened + 1, spoken, heard);
        }

        State tried(String ref) {
            var now = new LinkedHashMap<>(attempts);
            now.remove(ref);
            return new State(stage, session, account, calls, now, attached, opened, spoken, heard);
        }

        State opens() {
            return new State(
                    stage, session, account, calls, attempts, attached, opened + 1, spoken, heard);
        }

        String m() {
            return "m" + opened;
        }

        String user() {
            return account.split("@", 2)[0];
        }

        String domain() {
            int sign = account.indexOf('@');
            return sign < 0 ? "" : account.substring(sign + 1);
        }

        /** The call that a client means: named, or the attached one. */
        Optional<String> meant(Optional<String> named) {
            return Optional.of(named.orElse(attached)).filter(calls::containsKey);
        }
    }

    @Override
    public State begin() {
        return new State(Stage.OUTSIDE, "", "", Map.of(), Map.of(), "", 0, 0, 0);
    }

    @Override
    public Step<State> on(State at, FlashEvent event) {
        return switch (event) {
            case Connects(var greeting) -> connect(at, greeting);
            case Admitted _ -> go(at, new Greet(false));
            case NotAdmitted _ -> go(at.at(Stage.IN), failure());
            case Subscribes(var name) when at.stage() == Stage.WELCOME -> call(at, name, "");
            case Publishes(int stream, var name) ->
                    go(at.streams(stream, at.heard()), new FlashOrder.Publish(stream, name));
            case Plays(int stream, var name) ->
                    go(at.streams(at.spoken(), stream), new FlashOrder.Play(stream, name));
            case Closes(int stream) ->
                    go(
                            at.streams(
                                    at.spoken() == stream ? 0 : at.spoken(),
                                    at.heard() == stream ? 0 : at.heard()));
            case Commands said when said.name().equals("login") -> login(at, said);
            case Commands said when at.stage() == Stage.WELCOME -> command(at, said);
            case Hears(ToPage.Welcome _) ->
                    go(
                            at.at(Stage.WELCOME),
                            Invoke.of("onLogin", "success", at.user(), at.domain()));
            case Hears(ToPage.Failure failure) when at.stage() == Stage.ENTERING ->
                    go(at.at(Stage.IN), failure());
            case Hears(var message) -> hear(at, message);
            default -> go(at);
        };
    }

    private static Step<State> connect(State at, Greeting greeting) {
        var in = new State(Stage.IN, greeting.session(), "", Map.of(), Map.of(), "", 0, 0, 0);
        return go(in, new LetIn(), Invoke.of("connected", greeting.session()));
    }

    private static Invoke failure() {
        return Invoke.of("onLogin", "failure", AmfValue.NULL, AmfValue.NULL);
    }

    /** The proof is of the session, the account and the password, with colons in between. */
    private static Step<State> login(State at, Commands said) {
        var account = said.text(0);
        var proof = said.text(1);
        if (at.stage() != Stage.IN || account.isEmpty() || proof.isEmpty())
            return go(at, failure());
        var next = at.as(account.get());
        var shown =
                Credentials.isToken(proof.get())
                        ? new Credentials.Token(proof.get())
                        : new Credentials.Proof(
                                next.user(), at.session() + ":" + account.get(), proof.get());
        return go(next, new Admit(shown));
    }

    private static Step<State> command(State at, Commands said) {
        return switch (said.name()) {
            case "register" -> go(at, new Say(new FromPage.Register(true)));
            case "unregister" -> go(at, new Say(new FromPage.Register(false)));
            case "logout" ->
                    go(
                            at,
                            new Say(new FromPage.Register(false)),
                            Invoke.of("onLogout", at.user(), at.domain()));
            case "makeCall" ->
                    said.text(0)
                            .map(number -> call(at, number, said.text(1).orElse("")))
                            .orElseGet(() -> go(at));
            case "answer" ->
                    at.meant(said.text(0)).map(id -> answer(at, id)).orElseGet(() -> go(at));
            case "attach" -> attach(at, said.text(0));
            case "hangup" ->
                    at.meant(said.text(0)).map(id -> hangUp(at, id, said)).orElseGet(() -> go(at));
            case "sendDTMF" -> keys(at, said);
            case "transfer" ->
                    at.meant(said.text(0))
                            .flatMap(id ->
                                    said.text(1).map(to -> say(at, new FromPage.Transfer(id, to))))
                            .orElseGet(() -> go(at));
            case "join" ->
                    at.meant(said.text(0))
                            .flatMap(id ->
                                    said.text(1)
                                            .filter(at.calls()::containsKey)
                                            .map(other ->
                                                    say(
                                                            at,
                                                            new FromPage.TransferToCall(
                                                                    id, other))))
                            .orElseGet(() -> go(at));
            default -> go(at);
        };
    }

    private static Step<State> say(State at, FromPage message) {
        return go(at, new Say(message));
    }

    private static Step<State> call(State at, String number, String account) {
        if (at.calls().size() + at.attempts().size() >= MOST_CALLS) return go(at);
        var ref = "make" + (at.opened() + 1);
        var m = "m" + (at.opened() + 1);
        var next = at.tries(ref, new Attempt(m, number, account));
        return go(
                next,
                open(m),
                new Say(new FromPage.Dial(ref, number, m, Map.of(), Map.of(), Optional.empty())));
    }

    private static Say open(String m) {
        return new Say(
                new FromPage.StreamOpen(
                        m,
                        FlashCodecs.withKeys(FlashCodecs.sound(List.of())),
                        List.of(Codec.H264)));
    }

    private static Step<State> answer(State at, String id) {
        if (!at.calls().get(id).rings()) return attach(at, Optional.of(id));
        var next = at.opens();
        var m = next.m();
        var orders = new ArrayList<FlashOrder>();
        orders.add(open(m));
        orders.add(new Say(new FromPage.Answer(id, m)));
        return moved(next.with(id, new Line(m, false, false)), id, orders);
    }

    private static Step<State> attach(State at, Optional<String> named) {
        if (named.isPresent() && !at.calls().containsKey(named.get())) return go(at);
        var orders = new ArrayList<FlashOrder>();
        named.ifPresent(id -> orders.add(new Say(new FromPage.Hold(id, false))));
        return moved(at, named.orElse(""), orders);
    }

    /** Onto the streams goes this call, and whatever was on them is held. */
    private static Step<State> moved(State at, String id, List<FlashOrder> orders) {
        var before = at.attached();
        if (!before.isEmpty() && !before.equals(id))
            orders.add(new Say(new FromPage.Hold(before, true)));
        var line = Optional.ofNullable(at.calls().get(id));
        orders.add(new Carry(line.map(Line::m).orElse("")));
        orders.add(Invoke.of("onAttach", id));
        return new Step<>(at.attach(id), orders);
    }

    private static Step<State> hangUp(State at, String id, Commands said) {
        boolean busy = said.text(1).filter(cause -> cause.equals("USER_BUSY")).isPresent();
        return at.calls().get(id).rings()
                ? go(at, new Say(new FromPage.Reject(id, busy)))
                : go(at, new Say(new FromPage.Hangup(id)));
    }

    private static Step<State> keys(State at, Commands said) {
        var keys = said.text(0).map(SipRtmp::pressed).orElse("");
        if (keys.isEmpty() || at.attached().isEmpty()) return go(at);
        return say(at, new FromPage.Dtmf(at.attached(), keys, KEY, GAP));
    }

    private static Step<State> hear(State at, ToPage message) {
        return switch (message) {
            case ToPage.Calling(var ref, var call, _, _) when at.attempts().containsKey(ref) ->
                    called(at, ref, call);
            case ToPage.Failure failure -> refused(at, failure);
            case ToPage.Incoming in ->
                    go(
                            at.with(in.call(), new Line("", true, false)),
                            Invoke.of(
                                    "incomingCall",
                                    in.call(),
                                    in.remote().name().orElse(""),
                                    in.remote().number().orElse(in.remote().uri()),
                                    at.account(),
                                    AmfValue.NULL));
            case ToPage.Ringing(var call, var early) ->
                    state(at, call, early ? "EARLY" : "RINGING");
            case ToPage.Answered(var call) -> state(at, call, "ACTIVE");
            case ToPage.Held(var call, var hold) -> held(at, call, hold.local() || hold.remote());
            case ToPage.Ended ended when at.calls().containsKey(ended.call()) -> ended(at, ended);
            default -> go(at);
        };
    }

    private static Step<State> called(State at, String ref, String call) {
        var attempt = at.attempts().get(ref);
        var orders = new ArrayList<FlashOrder>();
        orders.add(Invoke.of("onMakeCall", call, attempt.number(), attempt.account()));
        orders.add(Invoke.of("callState", call, "DIALING"));
        var known = at.tried(ref).with(call, new Line(attempt.m(), false, false));
        return moved(known, call, orders);
    }

    private static Step<State> refused(State at, ToPage.Failure failure) {
        var ref = failure.ref().filter(at.attempts()::containsKey);
        if (ref.isEmpty()) return go(at);
        var attempt = at.attempts().get(ref.get());
        return go(
                at.tried(ref.get()),
                new Say(new FromPage.MediaClose(attempt.m())),
                Invoke.of("onHangup", "", "CALL_REJECTED"));
    }

    private static Step<State> state(State at, String call, String state) {
        return at.calls().containsKey(call) ? go(at, Invoke.of("callState", call, state)) : go(at);
    }

    private static Step<State> held(State at, String call, boolean now) {
        var line = at.calls().get(call);
        if (line == null || line.held() == now) return go(at);
        return go(
                at.with(call, new Line(line.m(), line.rings(), now)),
                Invoke.of("callState", call, now ? "HELD" : "UNHELD"));
    }

    private static Step<State> ended(State at, ToPage.Ended ended) {
        var orders = new ArrayList<FlashOrder>();
        orders.add(Invoke.of("callState", ended.call(), "HANGUP"));
        orders.add(Invoke.of("onHangup", ended.call(), cause(ended.reason())));
        if (at.attached().equals(ended.call())) orders.add(Invoke.of("onAttach", ""));
        return new Step<>(at.without(ended.call()), orders);
    }

    /** As FreeSWITCH names causes of Q.850. */
    private static String cause(String reason) {
        return switch (reason) {
            case "busy" -> "USER_BUSY";
            case "declined" -> "CALL_REJECTED";
            case "no-answer" -> "NO_ANSWER";
            case "not-found" -> "UNALLOCATED_NUMBER";
            case "canceled" -> "ORIGINATOR_CANCEL";
            case "codec-mismatch" -> "INCOMPATIBLE_DESTINATION";
            case "unavailable" -> "USER_NOT_REGISTERED";
            case "network-lost", "media-timeout" -> "MEDIA_TIMEOUT";
            default -> "NORMAL_CLEARING";
        };
    }
}

package org.ringdown.flash;

import static org.ringdown.flash.Step.go;

import java.time.Duration;
import java.util.ArrayList;
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
import org.ringdown.flash.ModRtmpState.Attempt;
import org.ringdown.flash.ModRtmpState.Stage;
import org.ringdown.media.Codec;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;
import org.ringdown.rtmp.amf.AmfValue;

/**
 * The phone of FreeSWITCH's mod_rtmp: any number of calls, one of which is attached to its one pair of streams; all others are held.
 *
 * <p>It connects to {@code phone} and is told a session, with which it proves its password.
 */
final class ModRtmp implements CommandSet<ModRtmpState> {
    static final String APP = "phone";

    private static final Duration KEY =
            Duration.ofMillis(250); // 2000 samples, as FreeSWITCH has it
    private static final Duration GAP = Duration.ofMillis(80);
    private static final int MOST_CALLS = 10;

    @Override
    public ModRtmpState begin() {
        return new ModRtmpState(Stage.OUTSIDE, "", "", Map.of(), Map.of(), "", 0, 0, 0);
    }

    @Override
    public Step<ModRtmpState> on(ModRtmpState at, FlashEvent event) {
        return switch (event) {
            case Connects(var greeting) -> connect(at, greeting);
            case Admitted _ -> go(at, new Greet(false));
            case NotAdmitted _ -> go(at.at(Stage.IN), failure());
            case Subscribes(var name) when at.stage() == Stage.WELCOME ->
                    call(at, name, "", List.of());
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
            case Hears(var message) -> ModRtmpNews.hear(at, message);
            default -> go(at);
        };
    }

    private static Step<ModRtmpState> connect(ModRtmpState at, Greeting greeting) {
        var in =
                new ModRtmpState(Stage.IN, greeting.session(), "", Map.of(), Map.of(), "", 0, 0, 0);
        return go(in, new LetIn(), Invoke.of("connected", greeting.session()));
    }

    static Invoke failure() {
        return Invoke.of("onLogin", "failure", AmfValue.NULL, AmfValue.NULL);
    }

    /** The proof is of the session, the account and the password, with colons in between. */
    private static Step<ModRtmpState> login(ModRtmpState at, Commands said) {
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

    private static Step<ModRtmpState> command(ModRtmpState at, Commands said) {
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
                            .map(number -> call(at, number, said.text(1).orElse(""), List.of()))
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
            case "three_way" -> threeWay(at, said);
            case "sendevent" -> sendEvent(at, said);
            default -> go(at);
        };
    }

    private static Step<ModRtmpState> say(ModRtmpState at, FromPage message) {
        return go(at, new Say(message));
    }

    private static Step<ModRtmpState> call(
            ModRtmpState at, String number, String account, List<String> guests) {
        if (at.calls().size() + at.attempts().size() >= MOST_CALLS) return go(at);
        var ref = "make" + (at.opened() + 1);
        var m = "m" + (at.opened() + 1);
        var next = at.tries(ref, new Attempt(m, number, account, guests));
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

    private static Step<ModRtmpState> answer(ModRtmpState at, String id) {
        if (!at.calls().get(id).rings()) return attach(at, Optional.of(id));
        var next = at.opens();
        var m = next.m();
        var orders = new ArrayList<FlashOrder>();
        orders.add(open(m));
        orders.add(new Say(new FromPage.Answer(id, m)));
        return moved(next.with(id, at.calls().get(id).answeredBy(m)), id, orders);
    }

    private static Step<ModRtmpState> attach(ModRtmpState at, Optional<String> named) {
        if (named.isPresent() && !at.calls().containsKey(named.get())) return go(at);
        var orders = new ArrayList<FlashOrder>();
        named.ifPresent(id -> orders.add(new Say(new FromPage.Hold(id, false))));
        return moved(at, named.orElse(""), orders);
    }

    /** Onto the streams goes this call, and whatever was on them is held. */
    static Step<ModRtmpState> moved(ModRtmpState at, String id, List<FlashOrder> orders) {
        var before = at.attached();
        if (!before.isEmpty() && !before.equals(id))
            orders.add(new Say(new FromPage.Hold(before, true)));
        var line = Optional.ofNullable(at.calls().get(id));
        orders.add(new Carry(line.map(ModRtmpState.Line::m).orElse("")));
        orders.add(Invoke.of("onAttach", id));
        return new Step<>(at.attach(id), orders);
    }

    private static Step<ModRtmpState> hangUp(ModRtmpState at, String id, Commands said) {
        boolean busy = said.text(1).filter(cause -> cause.equals("USER_BUSY")).isPresent();
        return at.calls().get(id).rings()
                ? go(at, new Say(new FromPage.Reject(id, busy)))
                : go(at, new Say(new FromPage.Hangup(id)));
    }

    private static Step<ModRtmpState> keys(ModRtmpState at, Commands said) {
        var keys = said.text(0).map(SipRtmp::pressed).orElse("");
        if (keys.isEmpty() || at.attached().isEmpty()) return go(at);
        return say(at, new FromPage.Dtmf(at.attached(), keys, KEY, GAP));
    }

    /** All three meet in a room of their own: we first, and the far ends follow when we are there. */
    private static Step<ModRtmpState> threeWay(ModRtmpState at, Commands said) {
        var current = at.meant(said.text(0));
        var other =
                said.text(1)
                        .filter(at.calls()::containsKey)
                        .filter(id -> !current.equals(Optional.of(id)));
        if (current.isEmpty() || other.isEmpty()) return go(at);
        return call(at, at.room(), at.account(), List.of(current.get(), other.get()));
    }

    /** An object alone is of the attached call, as is one with a call before it of that. */
    private static Step<ModRtmpState> sendEvent(ModRtmpState at, Commands said) {
        boolean named = said.at(0).flatMap(AmfValue::text).isPresent();
        var call = at.meant(named ? said.text(0) : Optional.empty());
        var object = said.at(named ? 1 : 0).map(ModRtmpEvents::text).orElse("");
        if (call.isEmpty() || object.isEmpty()) return go(at);
        return say(at, new FromPage.Info("event", call.get(), ModRtmpEvents.TYPE, object));
    }
}

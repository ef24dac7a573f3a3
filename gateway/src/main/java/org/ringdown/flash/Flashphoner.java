package org.ringdown.flash;

import static org.ringdown.flash.Step.go;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ringdown.flash.FlashEvent.Admitted;
import org.ringdown.flash.FlashEvent.Commands;
import org.ringdown.flash.FlashEvent.Connects;
import org.ringdown.flash.FlashEvent.Hears;
import org.ringdown.flash.FlashEvent.NotAdmitted;
import org.ringdown.flash.FlashEvent.Plays;
import org.ringdown.flash.FlashEvent.Publishes;
import org.ringdown.flash.FlashOrder.Admit;
import org.ringdown.flash.FlashOrder.Answer;
import org.ringdown.flash.FlashOrder.Carry;
import org.ringdown.flash.FlashOrder.Greet;
import org.ringdown.flash.FlashOrder.Invoke;
import org.ringdown.flash.FlashOrder.LetIn;
import org.ringdown.flash.FlashOrder.Say;
import org.ringdown.flash.FlashOrder.SendAway;
import org.ringdown.flash.FlashphonerState.Line;
import org.ringdown.flash.FlashphonerState.Stage;
import org.ringdown.media.Codec;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;
import org.ringdown.rtmp.amf.AmfValue;

/**
 * The phone of Flashphoner 1.x: any number of calls, each with streams of its own, of which those named last are its sound.
 *
 * <p>It connects with an object that says who it is. Its commands came in two generations, arguments one by one and then an object of them; both
 * are understood.
 */
final class Flashphoner implements CommandSet<FlashphonerState> {
    static final String APP = "phone_app";

    private static final String VERSION = "ringdown";
    private static final Duration KEY = Duration.ofMillis(160);
    private static final Duration GAP = Duration.ofMillis(80);
    private static final int MOST_CALLS = 10;

    /** Whether a client signs in as these do, wherever it connects to. */
    static boolean isMeant(Greeting greeting) {
        return greeting.app().equals(APP)
                || greeting.arguments().stream()
                        .findFirst()
                        .filter(first ->
                                first.get("authenticationName").isPresent()
                                        || first.get("registerRequired").isPresent())
                        .isPresent();
    }

    @Override
    public FlashphonerState begin() {
        return new FlashphonerState(Stage.OUTSIDE, "", false, Map.of(), Map.of(), "", 0);
    }

    @Override
    public Step<FlashphonerState> on(FlashphonerState at, FlashEvent event) {
        return switch (event) {
            case Connects(var greeting) when at.stage() == Stage.OUTSIDE -> enter(greeting);
            case Admitted _ -> go(at, new Greet(at.registers()));
            case NotAdmitted(var why) -> go(at, new SendAway(why));
            case Hears(ToPage.Welcome _) when at.stage() == Stage.ENTERING -> welcome(at);
            case Hears(ToPage.Failure failure) when at.stage() == Stage.ENTERING ->
                    go(at, new SendAway(failure.message()));
            case Publishes(int stream, var name) ->
                    streamed(at, name, new FlashOrder.Publish(stream, name));
            case Plays(int stream, var name) ->
                    streamed(at, name, new FlashOrder.Play(stream, name));
            case Commands said when at.stage() == Stage.IN -> command(at, said);
            case Hears(var message) -> FlashphonerNews.hear(at, message);
            default -> go(at);
        };
    }

    private static Step<FlashphonerState> enter(Greeting greeting) {
        var object = greeting.arguments().stream().findFirst().orElse(AmfValue.NULL);
        var login = text(object, "login").orElse("");
        var name = text(object, "authenticationName").orElse(login);
        boolean registers = object.get("registerRequired").flatMap(Flashphoner::truth).orElse(true);
        var shown =
                text(object, "token")
                        .<Credentials>map(Credentials.Token::new)
                        .or(greeting::token)
                        .orElseGet(() ->
                                byName(
                                        name,
                                        text(object, "password").orElse(""),
                                        address(object, login)));
        return go(
                new FlashphonerState(Stage.ENTERING, login, registers, Map.of(), Map.of(), "", 0),
                new Admit(shown));
    }

    private static Credentials byName(String name, String password, String address) {
        return name.isEmpty() ? new Credentials.Nothing() : Credentials.of(name, password, address);
    }

    /** Its port may be a text or a number. */
    private static String address(AmfValue object, String login) {
        var port =
                text(object, "port")
                        .or(() ->
                                object.get("port")
                                        .map(AmfValue::number)
                                        .filter(OptionalDouble::isPresent)
                                        .map(number ->
                                                Integer.toString((int) number.getAsDouble())));
        return "sip:"
                + login
                + "@"
                + text(object, "domain").orElse("")
                + port.map(":"::concat).orElse("");
    }

    private static Optional<String> text(AmfValue object, String name) {
        return object.get(name).flatMap(AmfValue::text).filter(text -> !text.isEmpty());
    }

    /** Some write a truth as a word. */
    private static Optional<Boolean> truth(AmfValue value) {
        return value.bool().or(() -> value.text().map(Boolean::parseBoolean));
    }

    private static Step<FlashphonerState> welcome(FlashphonerState at) {
        var orders = new ArrayList<FlashOrder>();
        orders.add(new LetIn());
        orders.add(Invoke.of("getVersion", VERSION));
        if (at.registers()) orders.add(Invoke.of("registered", FlashphonerNews.sip(200, "OK")));
        return new Step<>(at.at(Stage.IN), orders);
    }

    /** Whichever call's stream is named, that call's sound is on it. */
    private static Step<FlashphonerState> streamed(
            FlashphonerState at, String name, FlashOrder granted) {
        return at.named(name)
                .map(call -> go(at.attach(call), granted, new Carry(at.calls().get(call).m())))
                .orElseGet(() -> go(at, granted));
    }

    private static Step<FlashphonerState> command(FlashphonerState at, Commands said) {
        return switch (said.name()) {
            case "call" -> call(at, said);
            case "answer" -> ofCall(at, said, 0, (call, line) -> answer(at, said, call, line));
            case "hangup" -> ofCall(at, said, 0, (call, line) -> hangUp(at, call, line));
            case "hold" ->
                    ofCall(
                            at,
                            said,
                            0,
                            (call, _) ->
                                    go(
                                            at,
                                            new Say(
                                                    new FromPage.Hold(
                                                            call, flag(said, "isHold", 1)))));
            case "transfer" ->
                    ofCall(
                            at,
                            said,
                            0,
                            (call, _) ->
                                    word(said, "callee", 1)
                                            .map(to ->
                                                    go(
                                                            at,
                                                            new Say(
                                                                    new FromPage.Transfer(
                                                                            call,
                                                                            SipRtmp.callee(to)))))
                                            .orElseGet(() -> go(at)));
            case "sendDtmf" -> ofCall(at, said, 1, (call, _) -> keys(at, call, said));
            case "sendInstantMessage" -> message(at, said);
            case "sendInfo" -> ofCall(at, said, 0, (call, _) -> info(at, call, said));
            case "keepAlive" -> go(at, new Answer(said.transaction(), AmfValue.of(1)));
            default -> go(at); // pong, pushLogs, subscribe, and whatever else
        };
    }

    /** What a command says under a name in its object, or else at a place of its own. */
    private static Optional<String> word(Commands said, String name, int index) {
        return said.at(0).flatMap(object -> text(object, name)).or(() -> said.text(index));
    }

    private static boolean flag(Commands said, String name, int index) {
        return said.at(0)
                .flatMap(object -> object.get(name))
                .or(() -> said.at(index))
                .flatMap(Flashphoner::truth)
                .orElse(false);
    }

    private interface OfCall {
        Step<FlashphonerState> apply(String call, Line line);
    }

    private static Step<FlashphonerState> ofCall(
            FlashphonerState at, Commands said, int index, OfCall then) {
        return word(said, "callId", index)
                .flatMap(call -> at.line(call).map(line -> then.apply(call, line)))
                .orElseGet(() -> go(at));
    }

    private static Step<FlashphonerState> call(FlashphonerState at, Commands said) {
        var to = word(said, "callee", 0).map(SipRtmp::callee);
        boolean full = at.calls().size() + at.attempts().size() >= MOST_CALLS;
        if (to.isEmpty() || full) return go(at);
        boolean video = flag(said, "hasVideo", 2) || flag(said, "isVideoCall", 2);
        var next = at.opens();
        var ref = "call" + next.opened();
        var remote = new ToPage.Party(to.get(), to, Optional.empty());
        return go(
                next.tries(ref, new Line(next.m(), false, video, false, remote)),
                open(next.m(), video),
                new Say(
                        new FromPage.Dial(
                                ref, to.get(), next.m(), Map.of(), Map.of(), Optional.empty())));
    }

    private static Say open(String m, boolean video) {
        return new Say(
                new FromPage.StreamOpen(
                        m,
                        FlashCodecs.withKeys(FlashCodecs.sound(List.of())),
                        video ? List.of(Codec.H264) : List.of()));
    }

    private static Step<FlashphonerState> answer(
            FlashphonerState at, Commands said, String call, Line line) {
        if (!line.rings()) return go(at);
        boolean video = flag(said, "hasVideo", 1);
        var next = at.opens();
        return go(
                next.with(call, line.answeredBy(next.m(), video)).attach(call),
                open(next.m(), video),
                new Carry(next.m()),
                new Say(new FromPage.Answer(call, next.m())));
    }

    private static Step<FlashphonerState> hangUp(FlashphonerState at, String call, Line line) {
        return line.rings()
                ? go(at, new Say(new FromPage.Reject(call, false)))
                : go(at, new Say(new FromPage.Hangup(call)));
    }

    /** The key comes first where they are not in an object, then the call. */
    private static Step<FlashphonerState> keys(FlashphonerState at, String call, Commands said) {
        var keys = word(said, "dtmf", 0).map(SipRtmp::pressed).orElse("");
        if (keys.isEmpty()) return go(at);
        return go(at, new Say(new FromPage.Dtmf(call, keys, KEY, GAP)));
    }

    private static Step<FlashphonerState> message(FlashphonerState at, Commands said) {
        var to = word(said, "to", 0).map(SipRtmp::callee);
        var body = word(said, "body", 1);
        if (to.isEmpty() || body.isEmpty()) return go(at);
        return go(at, new Say(new FromPage.Message("message", to.get(), body.get())));
    }

    private static Step<FlashphonerState> info(FlashphonerState at, String call, Commands said) {
        var type = word(said, "contentType", 1).orElse("text/plain");
        return word(said, "body", 2)
                .map(body -> go(at, new Say(new FromPage.Info("info", call, type, body))))
                .orElseGet(() -> go(at));
    }
}

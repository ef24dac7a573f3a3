package org.ringdown.flash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringdown.page.ToPage;
import org.ringdown.rtmp.amf.AmfValue;

/** Whatever a client says in whatever order, and whatever it is told: no table throws, and none has much to say to one event. */
class CommandSetsFuzzTest {
    private static final int TURNS = 40_000;
    private static final int MOST_ORDERS = 16;
    private static final List<String> WORDS =
            List.of(
                    "",
                    "c1",
                    "c2",
                    "600",
                    "alice",
                    "1_c1",
                    "speaker_1",
                    "microphone_1",
                    "local",
                    "publish");
    private static final List<String> METHODS =
            List.of(
                    "login",
                    "register",
                    "makeCall",
                    "answer",
                    "attach",
                    "hangup",
                    "sendDTMF",
                    "transfer",
                    "join",
                    "three_way",
                    "sendevent",
                    "logout",
                    "open",
                    "call",
                    "accept",
                    "dtmf",
                    "addToConf",
                    "joinConf",
                    "unregister",
                    "close",
                    "invite",
                    "reject",
                    "bye",
                    "hold",
                    "sendDtmf",
                    "sendInstantMessage",
                    "sendInfo",
                    "keepAlive",
                    "whatever");

    private final Random random = new Random(11);

    static Stream<CommandSet<?>> sets() {
        return Stream.of(
                new SipRtmp(), new ModRtmp(), new Red5Phone(), new Flashphoner(), new ByUrl());
    }

    @ParameterizedTest
    @MethodSource("sets")
    void nothingThrows(CommandSet<?> set) {
        var phone = new Told<>(set);
        for (int turn = 0; turn < TURNS; turn++) {
            var orders = phone.on(event());
            assertThat(orders).hasSizeLessThan(MOST_ORDERS);
        }
    }

    private FlashEvent event() {
        return switch (random.nextInt(12)) {
            case 0 -> new FlashEvent.Connects(Told.greeting("sip/alice@example.net", value()));
            case 1 -> new FlashEvent.Admitted();
            case 2 -> new FlashEvent.Publishes(random.nextInt(4), word());
            case 3 -> new FlashEvent.Plays(random.nextInt(4), word());
            case 4 -> new FlashEvent.Closes(random.nextInt(4));
            case 5 -> new FlashEvent.Subscribes(word());
            case 6, 7, 8 -> new FlashEvent.Hears(told());
            default ->
                    new FlashEvent.Commands(
                            METHODS.get(random.nextInt(METHODS.size())),
                            random.nextInt(100),
                            Stream.generate(this::value).limit(random.nextInt(8)).toList());
        };
    }

    private AmfValue value() {
        return switch (random.nextInt(6)) {
            case 0 -> AmfValue.NULL;
            case 1 -> AmfValue.of(random.nextInt(3) - 1);
            case 2 -> AmfValue.of(random.nextBoolean());
            case 3 ->
                    AmfValue.of(
                            Map.of(
                                    "callId", AmfValue.of(word()),
                                    "callee", AmfValue.of(word()),
                                    "login", value()));
            default -> AmfValue.of(word());
        };
    }

    private ToPage told() {
        var call = "c" + random.nextInt(3);
        return switch (random.nextInt(12)) {
            case 0 -> Told.welcome();
            case 1 -> Told.failure("bad-state", "No.");
            case 2 ->
                    Told.calling(
                            List.of("call", "invite", "call1", "make1").get(random.nextInt(4)),
                            call);
            case 3 -> Told.incoming(call, "sip:bob@h");
            case 4 -> new ToPage.Ringing(call, random.nextBoolean());
            case 5 -> new ToPage.Answered(call);
            case 6 -> Told.codec(call, "speex", 16_000);
            case 7 ->
                    new ToPage.Held(
                            call, new ToPage.Hold(random.nextBoolean(), random.nextBoolean()));
            case 8 ->
                    Told.update(
                            call, new ToPage.Party(word(), Optional.of(word()), Optional.empty()));
            case 9 -> new ToPage.Info(call, "text/plain", "a: b\nc\n".substring(random.nextInt(6)));
            case 10 -> new ToPage.TransferProgress(call, "done", OptionalInt.empty());
            default -> Told.ended(call, "busy");
        };
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }
}

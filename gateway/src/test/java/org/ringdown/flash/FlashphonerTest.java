package org.ringdown.flash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.flash.Told.TOKEN;
import static org.ringdown.flash.Told.amf;
import static org.ringdown.flash.Told.calling;
import static org.ringdown.flash.Told.ended;
import static org.ringdown.flash.Told.failure;
import static org.ringdown.flash.Told.greeting;
import static org.ringdown.flash.Told.incoming;
import static org.ringdown.flash.Told.welcome;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.flash.FlashEvent.Admitted;
import org.ringdown.flash.FlashEvent.Commands;
import org.ringdown.flash.FlashEvent.Connects;
import org.ringdown.flash.FlashEvent.NotAdmitted;
import org.ringdown.flash.FlashEvent.Plays;
import org.ringdown.flash.FlashEvent.Publishes;
import org.ringdown.flash.FlashOrder.Admit;
import org.ringdown.flash.FlashOrder.Answer;
import org.ringdown.flash.FlashOrder.Carry;
import org.ringdown.flash.FlashOrder.Greet;
import org.ringdown.flash.FlashOrder.Invoke;
import org.ringdown.flash.FlashOrder.LetIn;
import org.ringdown.flash.FlashOrder.Play;
import org.ringdown.flash.FlashOrder.Publish;
import org.ringdown.flash.FlashOrder.Say;
import org.ringdown.flash.FlashOrder.SendAway;
import org.ringdown.media.Codec;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;
import org.ringdown.rtmp.amf.AmfValue;

/** Each row of Flashphoner's table, in both generations of its commands. */
class FlashphonerTest {
    private static final Greeting ALICE =
            greeting(
                    "phone_app",
                    object(
                            "login", "alice",
                            "authenticationName", "alice",
                            "password", "secret",
                            "domain", "example.net",
                            "port", 5070.0,
                            "registerRequired", true));

    private final Told<FlashphonerState> phone = new Told<>(new Flashphoner());

    @BeforeEach
    void signsIn() {
        assertThat(CommandSets.of(ALICE).orElseThrow()).isInstanceOf(Flashphoner.class);
        assertThat(phone.on(new Connects(ALICE)))
                .containsExactly(
                        new Admit(
                                new Credentials.Account(
                                        "sip:alice@example.net:5070", "alice", "secret")));
        assertThat(phone.on(new Admitted())).containsExactly(new Greet(true));
        assertThat(phone.hears(welcome()))
                .containsExactly(
                        new LetIn(),
                        Invoke.of("getVersion", "ringdown"),
                        Invoke.of("registered", sip("200 OK")));
    }

    @Test
    void comesByATokenOrAsNobody() {
        var byToken = new Told<>(new Flashphoner());
        var shown = object("registerRequired", "false", "token", TOKEN);
        assertThat(byToken.on(new Connects(greeting("another", shown))))
                .containsExactly(new Admit(new Credentials.Token(TOKEN)));
        assertThat(byToken.on(new Admitted())).containsExactly(new Greet(false));
        assertThat(byToken.hears(welcome())).hasSize(2);

        var nobody = new Told<>(new Flashphoner());
        assertThat(nobody.on(new Connects(greeting("phone_app"))))
                .containsExactly(new Admit(new Credentials.Nothing()));
        assertThat(nobody.on(new NotAdmitted("Nobody may.")))
                .containsExactly(new SendAway("Nobody may."));
    }

    @Test
    void whatElseConnectsIsSomethingElse() {
        assertThat(CommandSets.of(greeting("phone")).orElseThrow()).isInstanceOf(ModRtmp.class);
        assertThat(CommandSets.of(greeting("call", object("type", "nonprivate"))).orElseThrow())
                .isInstanceOf(ByUrl.class);
        assertThat(CommandSets.of(greeting("live"))).isEmpty();
    }

    @Test
    void makesACall() {
        assertThat(phone.commands("call", object("callee", "bob", "hasVideo", true)))
                .containsExactly(
                        new Say(
                                new FromPage.StreamOpen(
                                        "m1",
                                        List.of(
                                                Codec.SPEEX_WIDE,
                                                Codec.PCMA,
                                                Codec.PCMU,
                                                Codec.telephoneEvent(8000)),
                                        List.of(Codec.H264))),
                        new Say(
                                new FromPage.Dial(
                                        "call1",
                                        "bob",
                                        "m1",
                                        Map.of(),
                                        Map.of(),
                                        Optional.empty())));
        assertThat(phone.hears(calling("call1", "c1")))
                .containsExactly(
                        new Carry("m1"),
                        told("notifyTryingResponse", "TRYING", "100 Trying", true));
        assertThat(phone.hears(new ToPage.Ringing("c1", false)))
                .containsExactly(told("ring", "RING", "180 Ringing", true));
        assertThat(phone.hears(new ToPage.Ringing("c1", true)))
                .containsExactly(
                        told("sessionProgress", "SESSION_PROGRESS", "183 Session Progress", true));
        assertThat(phone.hears(Told.codec("c1", "speex", 16000)))
                .containsExactly(Invoke.of("notifyAudioCodec", object("name", "speex")));
        assertThat(phone.hears(new ToPage.Answered("c1")))
                .containsExactly(told("talk", "TALK", "200 OK", true));
        assertThat(phone.on(new Publishes(1, "1_c1")))
                .containsExactly(new Publish(1, "1_c1"), new Carry("m1"));
        assertThat(phone.on(new Plays(2, "INCOMING_alice_c1")))
                .containsExactly(new Play(2, "INCOMING_alice_c1"), new Carry("m1"));
        assertThat(phone.hears(ended("c1", "hangup")))
                .containsExactly(told("finish", "FINISH", "200 OK", true));
    }

    @Test
    void theFirstGenerationNamesNothing() {
        phone.commands("call", "sip:bob@example.net", "Alice", false, AmfValue.NULL);
        phone.hears(calling("call1", "c1"));
        phone.hears(new ToPage.Answered("c1"));
        assertThat(phone.commands("sendDtmf", "5", "c1")).containsExactly(pressed());
        assertThat(phone.commands("sendDtmf", object("callId", "c1", "dtmf", "5")))
                .containsExactly(pressed());
        assertThat(phone.commands("hold", "c1", true))
                .containsExactly(new Say(new FromPage.Hold("c1", true)));
        assertThat(phone.commands("hold", object("callId", "c1", "isHold", false)))
                .containsExactly(new Say(new FromPage.Hold("c1", false)));
        assertThat(phone.commands("transfer", "c1", "sip:carol@example.net"))
                .containsExactly(new Say(new FromPage.Transfer("c1", "sip:carol@example.net")));
        assertThat(phone.commands("transfer", object("callId", "c1", "callee", "602")))
                .containsExactly(new Say(new FromPage.Transfer("c1", "602")));
        assertThat(phone.commands("hangup", "c9")).isEmpty();
        assertThat(phone.commands("hangup", "c1"))
                .containsExactly(new Say(new FromPage.Hangup("c1")));
    }

    private static Say pressed() {
        return new Say(new FromPage.Dtmf("c1", "5", Duration.ofMillis(160), Duration.ofMillis(80)));
    }

    @Test
    void isHeld() {
        phone.commands("call", object("callee", "bob", "hasVideo", true));
        phone.hears(calling("call1", "c1"));
        phone.hears(new ToPage.Answered("c1"));
        assertThat(phone.hears(new ToPage.Held("c1", new ToPage.Hold(false, true))))
                .containsExactly(told("hold", "HOLD", "200 OK", true));
        assertThat(phone.hears(new ToPage.Held("c1", new ToPage.Hold(false, false))))
                .containsExactly(told("talk", "TALK", "200 OK", true));
    }

    @Test
    void hearsWhyACallCameToNothing() {
        phone.commands("call", object("callee", "bob"));
        phone.hears(calling("call1", "c1"));
        assertThat(phone.hears(ended("c1", "busy")))
                .containsExactly(
                        told("busy", "BUSY", "486 Busy Here", false),
                        told("finish", "FINISH", "486 Busy Here", false));
        phone.commands("call", object("callee", "+900"));
        var refused =
                new ToPage.Failure(
                        "destination-not-allowed",
                        "No.",
                        "",
                        false,
                        Optional.of("call2"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        assertThat(phone.hears(refused))
                .containsExactly(
                        new Say(new FromPage.MediaClose("m2")),
                        Invoke.of("fail", "USER_NOT_AVAILABLE", sip("403 No.")));
        assertThat(phone.hears(failure("bad-state", "of nothing"))).isEmpty();
    }

    @Test
    void isCalledAndAnswersAndRejects() {
        var ring = (Invoke) phone.hears(incoming("c2", "sip:bob@h")).getFirst();
        assertThat(ring.method()).isEqualTo("ring");
        assertThat(ring.arguments().getFirst().get("incoming")).contains(AmfValue.of("true"));
        assertThat(ring.arguments().getFirst().get("caller")).contains(AmfValue.of("sip:bob@h"));
        assertThat(phone.commands("answer", object("callId", "c2", "hasVideo", false)))
                .containsExactly(
                        new Say(
                                new FromPage.StreamOpen(
                                        "m1",
                                        FlashCodecs.withKeys(FlashCodecs.sound(List.of())),
                                        List.of())),
                        new Carry("m1"),
                        new Say(new FromPage.Answer("c2", "m1")));
        assertThat(phone.commands("answer", "c2", false)).isEmpty();
        phone.hears(incoming("c3", "sip:bob@h"));
        assertThat(phone.commands("hangup", "c3"))
                .containsExactly(new Say(new FromPage.Reject("c3", false)));
    }

    @Test
    void theStreamNamedLastIsTheSoundThatCounts() {
        phone.commands("call", object("callee", "bob"));
        phone.hears(calling("call1", "c1"));
        phone.hears(incoming("c2", "sip:carol@h"));
        phone.commands("answer", "c2", false);
        assertThat(phone.on(new Publishes(2, "0_c2"))).contains(new Carry("m2"));
        assertThat(phone.on(new Publishes(3, "1_c1"))).contains(new Carry("m1"));
        assertThat(phone.on(new Publishes(4, "something")))
                .containsExactly(new Publish(4, "something"));
    }

    @Test
    void writesAndReads() {
        assertThat(
                        phone.commands(
                                "sendInstantMessage",
                                object("to", "bob", "body", "Tea?", "contentType", "text/plain")))
                .containsExactly(new Say(new FromPage.Message("message", "bob", "Tea?")));
        assertThat(phone.hears(new ToPage.Message("sip:bob@h", "Yes")))
                .containsExactly(
                        Invoke.of(
                                "notifyMessage",
                                object(
                                        "from", "sip:bob@h",
                                        "to", "alice",
                                        "body", "Yes",
                                        "contentType", "text/plain",
                                        "state", "RECEIVED")));
        phone.commands("call", object("callee", "bob"));
        phone.hears(calling("call1", "c1"));
        assertThat(phone.commands("sendInfo", object("callId", "c1", "body", "more")))
                .containsExactly(new Say(new FromPage.Info("info", "c1", "text/plain", "more")));
    }

    @Test
    void isStillThere() {
        assertThat(phone.on(new Commands("keepAlive", 7, List.of())))
                .containsExactly(new Answer(7, AmfValue.of(1)));
        assertThat(phone.commands("pushLogs", "whatever")).isEmpty();
    }

    private static Invoke told(String method, String state, String status, boolean video) {
        return Invoke.of(
                method,
                object(
                        "id", "c1",
                        "callId", "c1",
                        "state", state,
                        "incoming", "false",
                        "isVideoCall", Boolean.toString(video),
                        "caller", "alice",
                        "callee", "bob",
                        "visibleNameCaller", "",
                        "visibleNameCallee", ""),
                sip(status));
    }

    private static AmfValue sip(String status) {
        return object("status", status);
    }

    private static AmfValue object(Object... pairs) {
        var fields = new LinkedHashMap<String, AmfValue>();
        for (int i = 0; i < pairs.length; i += 2) fields.put((String) pairs[i], amf(pairs[i + 1]));
        return AmfValue.of(fields);
    }
}

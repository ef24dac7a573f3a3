package org.ringdown.flash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.flash.Told.TOKEN;
import static org.ringdown.flash.Told.calling;
import static org.ringdown.flash.Told.ended;
import static org.ringdown.flash.Told.failure;
import static org.ringdown.flash.Told.greeting;
import static org.ringdown.flash.Told.incoming;
import static org.ringdown.flash.Told.welcome;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.flash.FlashEvent.Admitted;
import org.ringdown.flash.FlashEvent.Connects;
import org.ringdown.flash.FlashEvent.NotAdmitted;
import org.ringdown.flash.FlashEvent.Plays;
import org.ringdown.flash.FlashEvent.Publishes;
import org.ringdown.flash.FlashOrder.Admit;
import org.ringdown.flash.FlashOrder.Carry;
import org.ringdown.flash.FlashOrder.Greet;
import org.ringdown.flash.FlashOrder.Invoke;
import org.ringdown.flash.FlashOrder.LetIn;
import org.ringdown.flash.FlashOrder.NotPlay;
import org.ringdown.flash.FlashOrder.NotPublish;
import org.ringdown.flash.FlashOrder.Part;
import org.ringdown.flash.FlashOrder.Play;
import org.ringdown.flash.FlashOrder.Publish;
import org.ringdown.flash.FlashOrder.Say;
import org.ringdown.media.Codec;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;

/** Each row of Red5phone's table. */
class Red5PhoneTest {
    private static final String UID = "17";

    private final Told<Red5Phone.State> phone = new Told<>(new Red5Phone());

    @BeforeEach
    void signsIn() {
        assertThat(CommandSets.of(greeting("sip")).orElseThrow()).isInstanceOf(Red5Phone.class);
        assertThat(phone.on(new Connects(greeting("sip")))).containsExactly(new LetIn());
        assertThat(phone.commands("call", UID, "600")).isEmpty();
        assertThat(open(phone, "secret"))
                .containsExactly(
                        new Admit(
                                new Credentials.Account(
                                        "sip:1000@example.net", "alice", "secret")));
        assertThat(phone.on(new Admitted())).containsExactly(new Greet(true));
        assertThat(phone.hears(welcome()))
                .containsExactly(Invoke.of("registrationSucess", "200 OK"));
    }

    private static List<FlashOrder> open(Told<Red5Phone.State> phone, String password) {
        return phone.commands(
                "open", "proxy.example", UID, "1000", "alice", password, "realm", "example.net");
    }

    @Test
    void whoIsNotBelievedMayTryAgain() {
        var other = new Told<>(new Red5Phone());
        other.on(new Connects(greeting("sip")));
        open(other, "wrong");
        assertThat(other.on(new NotAdmitted("Name or password is wrong")))
                .containsExactly(Invoke.of("registrationFailure", "Name or password is wrong"));
        assertThat(open(other, TOKEN)).containsExactly(new Admit(new Credentials.Token(TOKEN)));
        assertThat(other.hears(failure("token-invalid", "No.")))
                .containsExactly(Invoke.of("registrationFailure", "No."));
        assertThat(open(other, "right")).hasSize(1);
        assertThat(open(other, "again")).isEmpty();
    }

    @Test
    void makesACall() {
        assertThat(phone.commands("call", UID, "sip:bob@example.net"))
                .containsExactly(
                        new Say(
                                new FromPage.StreamOpen(
                                        "m1",
                                        List.of(
                                                Codec.nellymoser(8000),
                                                Codec.PCMA,
                                                Codec.PCMU,
                                                Codec.telephoneEvent(8000)),
                                        List.of())),
                        new Carry("m1"),
                        new Say(
                                new FromPage.Dial(
                                        "call",
                                        "sip:bob@example.net",
                                        "m1",
                                        Map.of(),
                                        Map.of(),
                                        Optional.empty())));
        assertThat(phone.hears(calling("call", "c1"))).isEmpty();
        assertThat(phone.hears(new ToPage.Ringing("c1", false)))
                .containsExactly(Invoke.of("callState", "onUaCallRinging"));
        assertThat(phone.hears(new ToPage.Answered("c1")))
                .containsExactly(
                        Invoke.of("callState", "onUaCallAccepted"),
                        Invoke.of("connected", "speaker_1", "microphone_1"));
        assertThat(phone.on(new Publishes(1, "speaker_1")))
                .containsExactly(new Publish(1, "speaker_1"));
        assertThat(phone.on(new Plays(2, "microphone_1")))
                .containsExactly(new Play(2, "microphone_1"));
        assertThat(phone.on(new Publishes(3, "speaker_7")).getFirst())
                .isInstanceOf(NotPublish.class);
        assertThat(phone.on(new Plays(3, "speaker_1")).getFirst()).isInstanceOf(NotPlay.class);
        assertThat(phone.commands("streamStatus", UID, "start")).isEmpty();
        assertThat(phone.hears(ended("c1", "hangup")))
                .containsExactly(Invoke.of("callState", "onUaCallClosed"));
        assertThat(phone.commands("call", UID, "600")).contains(new Carry("m2"));
    }

    @Test
    void hearsThatNobodyAnswers() {
        phone.commands("call", UID, "600");
        phone.hears(calling("call", "c1"));
        assertThat(phone.hears(ended("c1", "busy")))
                .containsExactly(Invoke.of("callState", "onUaCallFailed"));
        phone.commands("call", UID, "+900");
        assertThat(phone.hears(failure("destination-not-allowed", "No.")))
                .containsExactly(
                        new Say(new FromPage.MediaClose("m2")),
                        Invoke.of("callState", "onUaCallFailed"));
    }

    @Test
    void hangsUpBeforeTheCallHasAName() {
        phone.commands("call", UID, "600");
        assertThat(phone.commands("hangup", UID)).isEmpty();
        assertThat(phone.hears(calling("call", "c1")))
                .containsExactly(
                        new Say(new FromPage.Hangup("c1")),
                        Invoke.of("callState", "onUaCallClosed"));
    }

    @Test
    void isCalledAndAnswers() {
        assertThat(phone.hears(incoming("c2", "sip:bob@h")))
                .containsExactly(Invoke.of("incoming", "sip:bob@h", "", "alice", ""));
        assertThat(phone.hears(incoming("c3", "sip:carol@h")))
                .containsExactly(new Say(new FromPage.Reject("c3", true)));
        assertThat(phone.commands("accept", UID))
                .endsWith(new Carry("m1"), new Say(new FromPage.Answer("c2", "m1")));
        assertThat(phone.hears(new ToPage.Answered("c2")))
                .containsExactly(Invoke.of("connected", "speaker_1", "microphone_1"));
        assertThat(phone.commands("hangup", UID))
                .containsExactly(
                        new Say(new FromPage.Hangup("c2")),
                        Invoke.of("callState", "onUaCallClosed"));
        assertThat(phone.hears(ended("c2", "hangup"))).isEmpty();
    }

    @Test
    void rejectsAndIsCancelled() {
        phone.hears(incoming("c2", "sip:bob@h"));
        assertThat(phone.commands("hangup", UID))
                .containsExactly(new Say(new FromPage.Reject("c2", false)));
        phone.hears(incoming("c3", "sip:bob@h"));
        assertThat(phone.hears(ended("c3", "canceled")))
                .containsExactly(Invoke.of("callState", "onUaCallCancelled"));
    }

    @Test
    void pressesKeysAndTransfers() {
        assertThat(phone.commands("dtmf", UID, "5")).isEmpty();
        talks();
        assertThat(phone.commands("dtmf", UID, "12#"))
                .containsExactly(
                        new Say(
                                new FromPage.Dtmf(
                                        "c1",
                                        "12#",
                                        Duration.ofMillis(160),
                                        Duration.ofMillis(80))));
        assertThat(phone.commands("transfer", UID, "601"))
                .containsExactly(new Say(new FromPage.Transfer("c1", "601")));
        assertThat(phone.hears(new ToPage.TransferProgress("c1", "ringing", OptionalInt.empty())))
                .isEmpty();
        assertThat(phone.hears(new ToPage.TransferProgress("c1", "done", OptionalInt.empty())))
                .containsExactly(Invoke.of("callState", "onUaCallTrasferred"));
    }

    @Test
    void meetsOthersInARoom() {
        var calls = phone.commands("joinConf", UID, "42");
        assertThat(((FromPage.Dial) ((Say) calls.getLast()).message()).to()).isEqualTo("60342");
        phone.hears(calling("call", "c1"));
        phone.hears(new ToPage.Answered("c1"));
        assertThat(phone.commands("addToConf", UID, "42"))
                .containsExactly(new Say(new FromPage.Transfer("c1", "60342")));
        assertThat(phone.commands("addToConf", UID, "lobby")).isEmpty();
    }

    @Test
    void hearsOfVoicemail() {
        assertThat(phone.hears(new ToPage.Voicemail(true, 3)))
                .containsExactly(Invoke.of("mailBoxStatus", true, "3", "0"));
    }

    @Test
    void goes() {
        talks();
        assertThat(phone.commands("unregister", UID))
                .containsExactly(new Say(new FromPage.Register(false)));
        assertThat(phone.commands("close", UID))
                .startsWith(new Say(new FromPage.Hangup("c1")))
                .endsWith(new Part("closed"));
    }

    private void talks() {
        phone.commands("call", UID, "600");
        phone.hears(calling("call", "c1"));
        phone.hears(new ToPage.Answered("c1"));
    }
}

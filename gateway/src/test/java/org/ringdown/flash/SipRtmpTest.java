package org.ringdown.flash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.flash.Told.calling;
import static org.ringdown.flash.Told.codec;
import static org.ringdown.flash.Told.ended;
import static org.ringdown.flash.Told.failure;
import static org.ringdown.flash.Told.greeting;
import static org.ringdown.flash.Told.incoming;
import static org.ringdown.flash.Told.welcome;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.flash.FlashEvent.Admitted;
import org.ringdown.flash.FlashEvent.Closes;
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
import org.ringdown.flash.FlashOrder.Play;
import org.ringdown.flash.FlashOrder.Publish;
import org.ringdown.flash.FlashOrder.Say;
import org.ringdown.flash.FlashOrder.SendAway;
import org.ringdown.media.Codec;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;
import org.ringdown.rtmp.amf.AmfValue;

/** Each row of siprtmp's table: a client's commands and callbacks, in the order of a call. */
class SipRtmpTest {
    private static final String ME = "sip:alice@example.net";
    private static final Codec KEYS = Codec.telephoneEvent(8000);

    private final Told<SipRtmp.State> phone = new Told<>(new SipRtmp());

    @BeforeEach
    void enters() {
        assertThat(phone.on(new Connects(greeting("sip/alice@example.net", "alice", "secret"))))
                .containsExactly(
                        new Admit(
                                new Credentials.Account(
                                        "sip:alice@example.net", "alice", "secret")));
        assertThat(phone.on(new Admitted())).containsExactly(new Greet(true));
        assertThat(phone.hears(welcome())).containsExactly(new LetIn());
    }

    @Test
    void whoShowsNothingTakesNoCalls() {
        var outbound = new Told<>(new SipRtmp());
        assertThat(outbound.on(new Connects(greeting("sip/alice@example.net", "alice", "", "A"))))
                .containsExactly(new Admit(new Credentials.Nothing()));
        assertThat(outbound.on(new Admitted())).containsExactly(new Greet(false));
    }

    @ParameterizedTest
    @CsvSource({"sip/alice@x?token=%s,''", "sip/alice@x,%s"})
    void aTokenMayStandInTheUrlOrForThePassword(String app, String secret) {
        var other = new Told<>(new SipRtmp());
        var connects = greeting(app.formatted(Told.TOKEN), "alice", secret.formatted(Told.TOKEN));
        assertThat(other.on(new Connects(connects)))
                .containsExactly(new Admit(new Credentials.Token(Told.TOKEN)));
    }

    @Test
    void whoIsNotBelievedIsSentAway() {
        var other = new Told<>(new SipRtmp());
        other.on(new Connects(greeting("sip/alice@example.net", "alice", "wrong")));
        assertThat(other.on(new NotAdmitted("Name or password is wrong.")))
                .containsExactly(new SendAway("Name or password is wrong."));
    }

    @Test
    void invites() {
        assertThat(phone.commands("invite", "\"Bob\" <sip:bob@h:5070>", "pcma", "dtmf", "h264"))
                .containsExactly(
                        new Say(
                                new FromPage.StreamOpen(
                                        "m1", List.of(Codec.PCMA, KEYS), List.of(Codec.H264))),
                        new Carry("m1"),
                        new Say(
                                new FromPage.Dial(
                                        "invite",
                                        "sip:bob@h:5070",
                                        "m1",
                                        Map.of(),
                                        Map.of(),
                                        Optional.empty())));
        assertThat(phone.hears(calling("invite", "c1"))).isEmpty();
        assertThat(phone.hears(new ToPage.Ringing("c1", false)))
                .containsExactly(Invoke.of("ringing", "180 Ringing"));
        assertThat(phone.hears(new ToPage.Ringing("c1", true)))
                .containsExactly(Invoke.of("ringing", "183 Session Progress"));
        assertThat(phone.hears(codec("c1", "pcma", 8000))).isEmpty();
        assertThat(phone.hears(new ToPage.Answered("c1")))
                .containsExactly(Invoke.of("accepted", "pcma", "h264"));
        assertThat(phone.hears(ended("c1", "hangup"))).containsExactly(Invoke.of("byed"));
        assertThat(phone.commands("bye")).isEmpty();
    }

    @Test
    void withoutAListOfCodecsItIsSpeexAndNothingIsSaidOfIt() {
        var open =
                (FromPage.StreamOpen) ((Say) phone.commands("invite", "600").getFirst()).message();
        assertThat(open.sound())
                .containsExactly(new Codec("speex", 16000, 1), Codec.PCMA, Codec.PCMU, KEYS);
        phone.hears(calling("invite", "c1"));
        assertThat(phone.hears(new ToPage.Answered("c1"))).containsExactly(Invoke.of("accepted"));
    }

    @Test
    void withoutPicturesNullIsSaidOfThem() {
        talks();
        assertThat(phone.commands("invite", "601"))
                .containsExactly(Invoke.of("rejected", "Already in an active or pending call"));
    }

    @Test
    void isRejectedInTheWordsOfSip() {
        phone.commands("invite", "bob");
        phone.hears(calling("invite", "c1"));
        assertThat(phone.hears(ended("c1", "busy", 486, "Busy")))
                .containsExactly(Invoke.of("rejected", "486 Busy"));
        phone.commands("invite", "bob");
        phone.hears(calling("invite", "c2"));
        assertThat(phone.hears(ended("c2", "no-answer")))
                .containsExactly(Invoke.of("rejected", "408 Request Timeout"));
        assertThat(phone.commands("invite"))
                .containsExactly(Invoke.of("rejected", "400 Nobody to call"));
    }

    @Test
    void whatMayNotBeDialledIsRejectedAndItsMediaClosed() {
        phone.commands("invite", "+900");
        assertThat(phone.hears(failure("destination-not-allowed", "No route leads there.")))
                .containsExactly(
                        new Say(new FromPage.MediaClose("m1")),
                        Invoke.of("rejected", "403 No route leads there."));
        assertThat(((Say) phone.commands("invite", "600").getFirst()).message())
                .isInstanceOf(FromPage.StreamOpen.class);
    }

    @Test
    void byeBeforeTheCallIsKnownHangsUpAsSoonAsItIs() {
        phone.commands("invite", "600");
        assertThat(phone.commands("bye")).isEmpty();
        assertThat(phone.hears(calling("invite", "c1")))
                .containsExactly(new Say(new FromPage.Hangup("c1")));
        assertThat(phone.hears(ended("c1", "canceled"))).isEmpty();
    }

    @Test
    void byeCancelsAndHangsUp() {
        phone.commands("invite", "600");
        phone.hears(calling("invite", "c1"));
        assertThat(phone.commands("bye")).containsExactly(new Say(new FromPage.Hangup("c1")));
        talks();
        assertThat(phone.commands("bye")).containsExactly(new Say(new FromPage.Hangup("c9")));
    }

    @Test
    void isInvitedAndAccepts() {
        assertThat(phone.hears(incoming("c2", "sip:bob@h")))
                .containsExactly(Invoke.of("invited", "sip:bob@h", ME));
        assertThat(phone.commands("accept", "pcmu"))
                .containsExactly(
                        new Say(
                                new FromPage.StreamOpen(
                                        "m1", List.of(Codec.PCMU, KEYS), List.of())),
                        new Carry("m1"),
                        new Say(new FromPage.Answer("c2", "m1")));
        phone.hears(codec("c2", "pcmu", 8000));
        assertThat(phone.hears(new ToPage.Answered("c2")))
                .containsExactly(Invoke.of("accepted", "pcmu", AmfValue.NULL));
        assertThat(phone.hears(ended("c2", "hangup"))).containsExactly(Invoke.of("byed"));
    }

    @ParameterizedTest
    @CsvSource({"486 Busy Here,true", "600 Busy,true", "603 Decline,false", "'',false"})
    void rejects(String words, boolean busy) {
        phone.hears(incoming("c2", "sip:bob@h"));
        assertThat(phone.commands("reject", words))
                .containsExactly(new Say(new FromPage.Reject("c2", busy)));
        assertThat(phone.hears(ended("c2", "declined"))).isEmpty();
    }

    @Test
    void isCancelled() {
        phone.hears(incoming("c2", "sip:bob@h"));
        assertThat(phone.hears(ended("c2", "canceled")))
                .containsExactly(Invoke.of("cancelled", "sip:bob@h", ME));
        assertThat(phone.commands("accept")).isEmpty();
    }

    @Test
    void aSecondCallFindsItBusy() {
        talks();
        assertThat(phone.hears(incoming("c2", "sip:bob@h")))
                .containsExactly(new Say(new FromPage.Reject("c2", true)));
    }

    @Test
    void pressesKeysHoldsAndIsHeld() {
        assertThat(phone.commands("sendDTMF", "5")).isEmpty();
        talks();
        assertThat(phone.commands("sendDTMF", "5"))
                .containsExactly(
                        new Say(
                                new FromPage.Dtmf(
                                        "c9", "5", Duration.ofMillis(160), Duration.ofMillis(80))));
        assertThat(phone.commands("sendDTMF", "x")).isEmpty();
        assertThat(phone.commands("hold", true))
                .containsExactly(new Say(new FromPage.Hold("c9", true)));
        assertThat(phone.hears(new ToPage.Held("c9", new ToPage.Hold(true, false)))).isEmpty();
        assertThat(phone.hears(new ToPage.Held("c9", new ToPage.Hold(true, true))))
                .containsExactly(Invoke.of("holded", true));
        assertThat(phone.hears(new ToPage.Held("c9", new ToPage.Hold(false, false))))
                .containsExactly(Invoke.of("holded", false));
    }

    @Test
    void hasOneStreamEachWay() {
        assertThat(phone.on(new Publishes(1, "local"))).containsExactly(new Publish(1, "local"));
        assertThat(phone.on(new Plays(2, "remote"))).containsExactly(new Play(2, "remote"));
        assertThat(phone.on(new Publishes(3, "local")))
                .containsExactly(new NotPublish(3, "local is published already"));
        assertThat(phone.on(new Publishes(3, "600")))
                .containsExactly(new NotPublish(3, "a phone publishes local, not 600"));
        assertThat(phone.on(new Plays(3, "local")))
                .containsExactly(new NotPlay(3, "a phone plays remote, not local"));
        phone.on(new Closes(1));
        assertThat(phone.on(new Publishes(3, "local"))).containsExactly(new Publish(3, "local"));
    }

    @Test
    void whatItDoesNotKnowChangesNothing() {
        var before = phone.state();
        assertThat(phone.commands("makeCoffee", "now")).isEmpty();
        assertThat(phone.hears(new ToPage.Pong())).isEmpty();
        assertThat(phone.state()).isEqualTo(before);
    }

    private void talks() {
        phone.commands("invite", "600", "pcma");
        phone.hears(calling("invite", "c9"));
        phone.hears(new ToPage.Answered("c9"));
    }
}

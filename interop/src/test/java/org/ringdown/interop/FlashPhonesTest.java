package org.ringdown.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.phone.Digest;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.rtmp.FlashPhone;
import org.ringdown.interop.sound.G711;

/** Complete calls of phones that command by RTMP, on librtmp, which we did not write, with a SIP phone at the other end. */
@Scenario
class FlashPhonesTest {
    private static final int FLASH_HZ = 700;
    private static final int PHONE_HZ = 1500;
    private static final AtomicInteger FOLDERS = new AtomicInteger();

    private static Gateway gateway;

    @BeforeAll
    static void start(Lab lab) {
        gateway = Gateway.start(lab.folder("gateway-flash"), "rtmp.port=0");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void siprtmpCalls(Lab lab) {
        try (var phone = ScriptedPhone.open("bob");
                var flash = siprtmp(lab, "alice")) {
            flash.calls("invite", phone.uri(), "pcma", "dtmf");
            var call = phone.awaitCall(SOON);
            call.ring();
            flash.awaits("ringing", "180 Ringing");
            call.answer("PCMA");
            call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
            flash.awaits("accepted", "pcma");
            flash.talks("local", "remote", FLASH_HZ);
            assertThat(call.rtp().awaitTone(FLASH_HZ).good()).isTrue();
            assertThat(flash.awaitTone(PHONE_HZ).good()).isTrue();

            flash.calls("sendDTMF", "5");
            flash.calls("sendDTMF", "#");
            Patience.await("keys", SOON, () -> call.rtp().keysHeard().equals("5#"));

            flash.calls("hold", true);
            Patience.await("hold", SOON, () -> reinvited(phone, "a=sendonly"));
            flash.calls("hold", false);
            Patience.await("the end of hold", SOON, () -> reinvited(phone, "a=sendrecv"));
            assertThat(flash.awaitTone(PHONE_HZ).good()).isTrue();

            flash.calls("bye");
            call.awaitHangup(SOON);
            assertThat(flash.wasCalled("byed")).isFalse();
        }
    }

    @Test
    void siprtmpIsCalled(Lab lab) {
        try (var phone = ScriptedPhone.open("alice");
                var flash = siprtmp(lab, "bob")) {
            var call = dial(phone, "bob");
            flash.awaits("invited", "alice@", "sip:bob@example.net");
            flash.calls("accept", "pcmu", "pcma");
            call.awaitAnswer(SOON);
            call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
            flash.awaits("accepted", "pcma");
            flash.talks("local", "remote", FLASH_HZ);
            assertThat(flash.awaitTone(PHONE_HZ).good()).isTrue();
            assertThat(call.rtp().awaitTone(FLASH_HZ).good()).isTrue();
            call.hangup();
            flash.awaits("byed");
        }
    }

    @Test
    void siprtmpRejectsAndIsRejectedAndCancelled(Lab lab) {
        try (var phone = ScriptedPhone.open("alice");
                var flash = siprtmp(lab, "bob")) {
            var first = dial(phone, "bob");
            flash.awaits("invited");
            flash.calls("reject", "486 Busy Here");
            assertThat(first.awaitFinal(SOON).startLine()).contains("486");

            var second = dial(phone, "bob");
            Patience.await("ringing", SOON, () -> second.awaitRinging(SOON) != null);
            second.cancel();
            flash.awaits("cancelled", "alice@");

            flash.calls("invite", phone.uri(), "pcma");
            phone.awaitCall(SOON).reject("486 Busy Here");
            flash.awaits("rejected", "486 Busy Here");
        }
    }

    @Test
    void modRtmpSignsInCallsAndIsCalled(Lab lab) throws NoSuchAlgorithmException {
        try (var phone = ScriptedPhone.open("alice");
                var flash = FlashPhone.welcome(folder(lab), gateway.rtmpPort(), "phone")) {
            var session = flash.awaits("connected").replaceAll("[^0-9a-f-]", "");
            flash.calls("login", "bob@example.net", md5(session + ":bob@example.net:bob"));
            flash.awaits("onLogin", "success", "bob", "example.net");
            flash.calls("register", "", "");

            flash.calls("makeCall", phone.uri(), "", Map.of());
            var placed = phone.awaitCall(SOON);
            flash.awaits("onMakeCall", phone.uri());
            placed.ring();
            flash.awaits("callState", "RINGING");
            placed.answer("PCMA");
            placed.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
            flash.awaits("callState", "ACTIVE");
            flash.talks("publish", "play", FLASH_HZ);
            assertThat(placed.rtp().awaitTone(FLASH_HZ).good()).isTrue();
            assertThat(flash.awaitTone(PHONE_HZ).good()).isTrue();
            flash.calls("sendDTMF", "42", 2000);
            Patience.await("keys", SOON, () -> placed.rtp().keysHeard().equals("42"));

            var came = dial(phone, "bob");
            var incoming = flash.awaits("incomingCall", "alice").split("\"")[1];
            flash.calls("answer", incoming);
            came.awaitAnswer(SOON);
            flash.awaits("onAttach", incoming);
            flash.awaits("callState", "HELD");
            assertThat(came.rtp().awaitTone(FLASH_HZ).good()).isTrue();
            came.hangup();
            flash.awaits("onHangup", incoming, "NORMAL_CLEARING");
            placed.hangup();
            Patience.await("no call", SOON, () -> gateway.log().contains("hangup by callee"));
        }
    }

    private static String md5(String text) throws NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
        return HexFormat.of().formatHex(digest);
    }

    @Test
    void aWrongPasswordIsRejected(Lab lab) {
        try (var flash =
                FlashPhone.start(
                        folder(lab),
                        gateway.rtmpPort(),
                        "sip/alice@example.net",
                        "alice",
                        "wrong",
                        "Alice")) {
            flash.awaits("_error", "NetConnection.Connect.Rejected", "Name or password is wrong");
        }
    }

    private static org.ringdown.interop.phone.PhoneCall dial(ScriptedPhone phone, String user) {
        return phone.dial(
                gateway.uri(user), List.of("PCMA"), Optional.of(new Digest("alice", "alice")));
    }

    private static boolean reinvited(ScriptedPhone phone, String direction) {
        return phone.requests().reversed().stream()
                .filter(request -> request.startLine().startsWith("INVITE"))
                .findFirst()
                .filter(last -> last.body().contains(direction))
                .isPresent();
    }

    private static FlashPhone siprtmp(Lab lab, String user) {
        return FlashPhone.welcome(
                folder(lab),
                gateway.rtmpPort(),
                "sip/" + user + "@example.net",
                user,
                user,
                "The Name");
    }

    private static Path folder(Lab lab) {
        return lab.folder("flash-" + FOLDERS.incrementAndGet());
    }
}

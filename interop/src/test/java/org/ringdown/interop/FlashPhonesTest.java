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
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.phone.Digest;
import org.ringdown.interop.phone.PhoneCall;
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
            SiprtmpCall.whole(flash, phone);
            assertThat(flash.wasCalled("byed")).isFalse();
        }
    }

    /** Its client takes a chunk size of ours for its own. */
    @Test
    void siprtmpOnRed5CallsAndIsCalled(Lab lab) {
        try (var phone = ScriptedPhone.open("alice");
                var flash =
                        FlashPhone.red5(
                                folder(lab),
                                gateway.rtmpPort(),
                                "sip/bob@example.net",
                                "bob",
                                "bob",
                                "The Name")) {
            var call = SiprtmpCall.begin(flash, phone);
            flash.calls("sendDTMF", "5");
            Patience.await("a key", SOON, () -> call.rtp().keysHeard().equals("5"));
            flash.calls("bye");
            call.awaitHangup(SOON);

            var came = dial(phone, "bob");
            flash.awaits("invited", "alice@", "sip:bob@example.net");
            flash.calls("accept", "pcma");
            came.awaitAnswer(SOON);
            assertThat(came.rtp().awaitTone(FLASH_HZ).good()).isTrue();
            came.hangup();
            flash.awaits("byed");
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

    /** Two phones are called, and meet each other and the caller; before that, an event goes both ways. */
    @Test
    void modRtmpBringsThreeTogether(Lab lab) throws NoSuchAlgorithmException {
        try (var one = ScriptedPhone.open("one");
                var two = ScriptedPhone.open("two");
                var flash = FlashPhone.welcome(folder(lab), gateway.rtmpPort(), "phone")) {
            var session = flash.awaits("connected").replaceAll("[^0-9a-f-]", "");
            flash.calls("login", "bob@example.net", md5(session + ":bob@example.net:bob"));
            flash.awaits("onLogin", "success");
            var first = modRtmpCalls(flash, one);
            var second = modRtmpCalls(flash, two);
            flash.talks("publish", "play", FLASH_HZ);
            assertThat(second.call().rtp().awaitTone(FLASH_HZ).good()).isTrue();

            flash.calls("sendevent", second.id(), Map.of("Event-Subclass", "demo::colour"));
            Patience.await("event", SOON, () -> informed(two, "Event-Subclass: demo::colour"));

            flash.calls("three_way", second.id(), first.id());
            flash.awaits("onMakeCall", "603");
            assertThat(first.call().rtp().awaitTone(FLASH_HZ).good()).isTrue();
            assertThat(second.call().rtp().awaitTone(FLASH_HZ).good()).isTrue();
            flash.calls(".say", 0);
            first.call().rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
            assertThat(second.call().rtp().awaitTone(PHONE_HZ).good()).isTrue();
            assertThat(flash.awaitTone(PHONE_HZ).good()).isTrue();
            first.call().hangup();
            second.call().hangup();
        }
    }

    private record Placed(String id, PhoneCall call) {}

    private static Placed modRtmpCalls(FlashPhone flash, ScriptedPhone phone) {
        flash.calls("makeCall", phone.uri(), "", Map.of());
        var call = phone.awaitCall(SOON);
        var id = flash.awaits("onMakeCall", phone.uri()).split("\"")[1];
        call.answer("PCMA");
        flash.awaits("callState", id, "ACTIVE");
        return new Placed(id, call);
    }

    private static boolean informed(ScriptedPhone phone, String body) {
        return phone.requests().stream()
                .anyMatch(request ->
                        request.method().equals("INFO") && request.body().contains(body));
    }

    @Test
    void red5phoneCallsAndIsCalled(Lab lab) {
        try (var phone = ScriptedPhone.open("alice");
                var flash = FlashPhone.welcome(folder(lab), gateway.rtmpPort(), "sip")) {
            opens(flash, "wrong");
            flash.awaits("registrationFailure", "Name or password is wrong");
            opens(flash, "bob");
            flash.awaits("registrationSucess");

            flash.calls("call", "uid", phone.uri());
            var placed = phone.awaitCall(SOON);
            placed.ring();
            flash.awaits("callState", "onUaCallRinging");
            placed.answer("PCMA");
            placed.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
            flash.awaits("callState", "onUaCallAccepted");
            flash.awaits("connected", "speaker_1", "microphone_1");
            flash.talks("speaker_1", "microphone_1", FLASH_HZ);
            assertThat(placed.rtp().awaitTone(FLASH_HZ).good()).isTrue();
            assertThat(flash.awaitTone(PHONE_HZ).good()).isTrue();
            flash.calls("dtmf", "uid", "5#");
            Patience.await("keys", SOON, () -> placed.rtp().keysHeard().equals("5#"));
            flash.calls("hangup", "uid");
            placed.awaitHangup(SOON);

            var came = dial(phone, "bob");
            flash.awaits("incoming", "alice@");
            flash.calls("accept", "uid");
            came.awaitAnswer(SOON);
            flash.awaits("connected", "speaker_2", "microphone_2");
            flash.calls(".publish", "speaker_2");
            assertThat(came.rtp().awaitTone(FLASH_HZ).good()).isTrue();
            came.hangup();
            flash.awaits("callState", "onUaCallClosed");
        }
    }

    private static void opens(FlashPhone flash, String password) {
        flash.calls("open", "", "uid", "bob", "bob", password, "", "example.net");
    }

    @Test
    void flashphonerCallsAndIsCalled(Lab lab) {
        try (var phone = ScriptedPhone.open("alice");
                var flash = flashphoner(lab, "bob")) {
            flash.awaits("registered");
            flash.calls("call", Map.of("callee", phone.uri(), "hasVideo", false));
            var placed = phone.awaitCall(SOON);
            var call = id(flash.awaits("notifyTryingResponse", phone.uri()));
            placed.ring();
            flash.awaits("ring", call);
            placed.answer("PCMA");
            placed.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
            flash.awaits("talk", call);
            flash.talks("1_" + call, "INCOMING_bob_" + call, FLASH_HZ);
            assertThat(placed.rtp().awaitTone(FLASH_HZ).good()).isTrue();
            assertThat(flash.awaitTone(PHONE_HZ).good()).isTrue();
            flash.calls("sendDtmf", "7", call);
            Patience.await("a key", SOON, () -> placed.rtp().keysHeard().equals("7"));
            flash.calls("hold", Map.of("callId", call, "isHold", true));
            Patience.await("hold", SOON, () -> SiprtmpCall.reinvited(phone, "a=sendonly"));
            flash.awaits("hold", call);
            flash.calls("hangup", call);
            placed.awaitHangup(SOON);
            flash.awaits("finish", call);

            var came = dial(phone, "bob");
            var incoming = id(flash.awaits("ring", "\"incoming\": \"true\""));
            flash.calls("answer", Map.of("callId", incoming, "hasVideo", false));
            came.awaitAnswer(SOON);
            flash.awaits("talk", incoming);
            flash.calls(".publish", "0_" + incoming);
            assertThat(came.rtp().awaitTone(FLASH_HZ).good()).isTrue();
            came.hangup();
            flash.awaits("finish", incoming);
        }
    }

    /** Two of them, each of which reads what the other writes. */
    @Test
    void flashphonersWriteToEachOther(Lab lab) {
        try (var bob = flashphoner(lab, "bob");
                var alice = flashphoner(lab, "alice")) {
            bob.calls("sendInstantMessage", Map.of("to", "alice", "body", "Tea at five?"));
            alice.awaits("notifyMessage", "bob", "Tea at five?");
        }
    }

    private static FlashPhone flashphoner(Lab lab, String user) {
        var login =
                Map.of(
                        "login", user,
                        "authenticationName", user,
                        "password", user,
                        "domain", "example.net",
                        "registerRequired", true);
        return FlashPhone.welcome(folder(lab), gateway.rtmpPort(), "phone_app", login);
    }

    private static String id(String call) {
        var found = Pattern.compile("\"callId\": \"([^\"]+)\"").matcher(call);
        if (!found.find()) throw new AssertionError("no call in " + call);
        return found.group(1);
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

    private static PhoneCall dial(ScriptedPhone phone, String user) {
        return phone.dial(
                gateway.uri(user), List.of("PCMA"), Optional.of(new Digest("alice", "alice")));
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

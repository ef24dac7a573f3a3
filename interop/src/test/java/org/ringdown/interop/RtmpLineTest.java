package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.rtmp.FlashPhone;

/** Phones of RTMP's kind that are registered at Kamailio by what they show, call by that line, and are called by it. */
@Scenario
class RtmpLineTest {
    private static final int FLASH_HZ = 700;
    private static final AtomicInteger FOLDERS = new AtomicInteger();

    private static Gateway gateway;
    private static int registrar;

    @BeforeAll
    static void start(Lab lab) {
        registrar = lab.kamailio().port();
        gateway =
                Gateway.start(
                        lab.folder("gateway-rtmp-line"),
                        "rtmp.port=0",
                        "rtmp.registrars=[\"sip:127.0.0.1:" + registrar + "\"]");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void siprtmpCallsAndIsCalledByItsOwnLine(Lab lab) {
        var phone = lab.phoneBehindKamailio();
        phone.forget();
        try (var flash = siprtmp(lab, "alice")) {
            flash.calls("invite", "sip:rtp_pcma@127.0.0.1:" + registrar, "pcma");
            flash.awaits("accepted", "pcma");
            flash.talks("local", "remote", FLASH_HZ);
            assertThat(flash.awaitTone(Lab.BEHIND_KAMAILIO_HZ).good()).isTrue();
            assertThat(phone.awaitTone(FLASH_HZ).good()).isTrue();
            int seen = phone.control().events();
            flash.calls("bye");
            phone.control().awaitEvent("CALL_CLOSED", seen, SOON);

            phone.forget();
            phone.control().command("uafind", "sip:rtp_pcma@127.0.0.1");
            phone.control().dial("sip:alice@127.0.0.1:" + registrar);
            flash.awaits("invited", "rtp_pcma@", "sip:alice@127.0.0.1:" + registrar);
            flash.calls("accept", "pcma");
            assertThat(flash.awaitTone(Lab.BEHIND_KAMAILIO_HZ).good()).isTrue();
            assertThat(phone.awaitTone(FLASH_HZ).good()).isTrue();
            phone.control().hangup();
            flash.awaits("byed");
        }
        Patience.await("registration that is over", SOON, () -> lines().endsWith(" 0.0"));
    }

    @Test
    void flashphonerCallsByItsOwnLine(Lab lab) {
        var phone = lab.phoneBehindKamailio();
        phone.forget();
        var login =
                Map.of(
                        "login", "carol",
                        "authenticationName", "carol",
                        "password", "labcarol",
                        "domain", "127.0.0.1",
                        "port", registrar,
                        "registerRequired", true);
        try (var flash = FlashPhone.welcome(folder(lab), gateway.rtmpPort(), "phone_app", login)) {
            flash.awaits("registered");
            flash.calls("call", Map.of("callee", "rtp_pcma", "hasVideo", false));
            flash.awaits("talk", "rtp_pcma");
            int seen = phone.control().events();
            flash.calls(".close");
            phone.control().awaitEvent("CALL_CLOSED", seen, java.time.Duration.ofSeconds(60));
        }
    }

    @Test
    void aPasswordThatTheRegistrarDoesNotTakeIsRejected(Lab lab) {
        lab.kamailio();
        try (var flash =
                FlashPhone.start(
                        folder(lab),
                        gateway.rtmpPort(),
                        "sip/alice@127.0.0.1:" + registrar,
                        "alice",
                        "wrong",
                        "Alice")) {
            flash.awaits("_error", "NetConnection.Connect.Rejected", "Not registered: 401");
        }
    }

    /** It is as if it had said any name: what counts are the users here. */
    @Test
    void anotherRegistrarIsNotAsked(Lab lab) {
        try (var flash =
                FlashPhone.start(
                        folder(lab),
                        gateway.rtmpPort(),
                        "sip/alice@127.0.0.1:" + (registrar + 1),
                        "alice",
                        "labalice",
                        "Alice")) {
            flash.awaits("_error", "NetConnection.Connect.Rejected", "Name or password is wrong");
        }
    }

    private static String lines() {
        return gateway.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("ringdown_lines_registered"))
                .findFirst()
                .orElse("");
    }

    private static FlashPhone siprtmp(Lab lab, String user) {
        return FlashPhone.welcome(
                folder(lab),
                gateway.rtmpPort(),
                "sip/" + user + "@127.0.0.1:" + registrar,
                user,
                "lab" + user,
                "The Name");
    }

    private static java.nio.file.Path folder(Lab lab) {
        return lab.folder("rtmp-line-" + FOLDERS.incrementAndGet());
    }
}

package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.peer.Baresip;
import org.ringdown.interop.peer.Certificate;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Program;

/** SIP over TLS with baresip and OpenSSL: registered, called, calling; and a certificate that is renewed in the middle of a call. */
@Scenario
class TlsTest {
    private static final int HZ = 800;

    /** As the configuration promises. */
    private static final Duration NOTICED = Duration.ofSeconds(5);

    @Test
    void aPhoneThatRegisteredByTlsIsCalled(Lab lab) throws IOException {
        var folder = lab.folder("tls-called");
        try (var gateway = start(folder, lab.certificate());
                var phone = phone(lab, folder, gateway);
                var page = page(lab, gateway)) {
            page.dial("bob");
            page.awaitAnswered();
            assertThat(page.awaitTone(HZ).good()).isTrue();
            assertThat(phone.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            page.hangup();
            page.awaitEnd();
        }
    }

    @Test
    void aPhoneCallsByTls(Lab lab) throws IOException {
        var folder = lab.folder("tls-calling");
        try (var gateway = start(folder, lab.certificate());
                var phone = phone(lab, folder, gateway)) {
            int seen = phone.control().events();
            phone.control().dial("sip:600@127.0.0.1:%d".formatted(tlsPort(gateway)));
            // baresip calls by the transport of the account
            phone.control().awaitEvent("CALL_ESTABLISHED", seen, SOON);
            assertThat(phone.awaitTone(HZ).good()).as(phone.log()).isTrue();
            phone.control().hangup();
        }
    }

    @Test
    void aPhoneWithTheRightCertificateIsCalledByItsUri(Lab lab) throws IOException {
        var folder = lab.folder("tls-uri");
        try (var gateway = start(folder, lab.certificate());
                var phone = phone(lab, folder, gateway);
                var page = page(lab, gateway)) {
            page.dial("sip:pcma@127.0.0.1:%d;transport=tls".formatted(phone.port() + 1));
            page.awaitAnswered();
            assertThat(page.awaitTone(HZ).good()).isTrue();
            page.hangup();
            page.awaitEnd();
        }
    }

    @Test
    void aPhoneWithACertificateOfAnotherIsNotCalled(Lab lab) throws IOException {
        var folder = lab.folder("tls-stranger");
        var other = Certificate.make(Files.createDirectories(folder.resolve("other")));
        try (var gateway = start(folder, other);
                var phone = phone(lab, folder, gateway);
                var page = page(lab, gateway)) {
            page.dial("sip:pcma@127.0.0.1:%d;transport=tls".formatted(phone.port() + 1));
            assertThat(page.awaitEnd().path("sip").path("code").asInt()).isEqualTo(503);
        }
    }

    @Test
    void aRenewedCertificateIsShownWithinFiveSecondsAndTheCallGoesOn(Lab lab) throws IOException {
        var folder = lab.folder("tls-renewed");
        try (var gateway = start(folder, lab.certificate());
                var phone = phone(lab, folder, gateway);
                var page = page(lab, gateway)) {
            page.dial("bob");
            page.awaitAnswered();
            var before = shown(gateway, folder);

            install(Certificate.make(Files.createDirectories(folder.resolve("renewed"))), folder);

            Patience.await(
                    "new certificate", NOTICED, () -> !shown(gateway, folder).equals(before));
            assertThat(page.awaitTone(HZ).good()).isTrue();
            page.hangup();
            page.awaitEnd();
            Patience.await(
                    "end of the call at the phone, told on the connection of before",
                    SOON,
                    Duration.ofMillis(100),
                    () ->
                            phone.log().contains("session closed")
                                            || phone.log().contains("terminated")
                                    ? Optional.of(true)
                                    : Optional.empty());
        }
    }

    private static Gateway start(Path folder, Certificate certificate) throws IOException {
        install(certificate, folder);
        return Gateway.start(
                folder.resolve("gateway"),
                "sip.tls-port=0",
                "sip.tls.cert=" + folder.resolve("cert.pem"),
                "sip.tls.key=" + folder.resolve("key.pem"),
                "sip.tls.ca=" + folder.resolve("ca.pem"));
    }

    private static void install(Certificate certificate, Path folder) throws IOException {
        Files.createDirectories(folder);
        copy(certificate.key(), folder.resolve("key.pem"));
        copy(certificate.chain(), folder.resolve("cert.pem"));
        copy(certificate.chain(), folder.resolve("ca.pem"));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    /** With bob, who is registered by TLS, and pcma, whom any call reaches. */
    private static Baresip phone(Lab lab, Path folder, Gateway gateway) {
        var bob =
                "<sip:bob@127.0.0.1:%d;transport=tls>;auth_user=bob;auth_pass=bob;regint=60;answermode=auto;audio_codecs=pcma/8000/1"
                        .formatted(tlsPort(gateway));
        var accounts = List.of(bob, Baresip.callee("pcma", "pcma/8000/1", true));
        var phone =
                Baresip.start(
                        folder.resolve("baresip"), lab.sound(), HZ, accounts, lab.certificate());
        phone.awaitRegistration(SOON);
        return phone;
    }

    private static PhonePage page(Lab lab, Gateway gateway) {
        return PhonePage.open(
                lab.chromium(), lab.pages(), gateway, "alice", "tls-" + gateway.pid());
    }

    private static int tlsPort(Gateway gateway) {
        var address = gateway.ready().path("sip").path("tls").asString();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** The certificate that a new connection meets, as OpenSSL prints it. */
    private static String shown(Gateway gateway, Path folder) {
        var connect = "127.0.0.1:" + tlsPort(gateway);
        var command =
                List.of(
                        "sh",
                        "-c",
                        "openssl s_client -connect %s </dev/null 2>/dev/null | openssl x509 -noout -fingerprint"
                                .formatted(connect));
        try (var openssl =
                Program.start("s_client", folder.resolve("openssl"), Map.of(), command)) {
            openssl.awaitExit(SOON);
            assertThat(openssl.out()).contains("Fingerprint");
            return openssl.out();
        }
    }
}

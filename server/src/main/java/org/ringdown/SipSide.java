package org.ringdown;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.ringdown.cli.CannotStart;
import org.ringdown.config.Configuration;
import org.ringdown.net.SipSockets;
import org.ringdown.net.SipTlsFiles;
import org.ringdown.net.SipTlsFiles.ClientCertificates;
import org.ringdown.time.Timers;
import org.ringdown.tls.KeyFiles;
import org.ringdown.tls.TrustFile;

/** Opens the SIP sockets that the configuration asks for. */
final class SipSide {
    private SipSide() {}

    static Optional<SipSockets> of(Configuration configuration, Timers timers, SecureRandom random)
            throws IOException, CannotStart {
        var sip = configuration.sip();
        if (sip.port().isOff()) return Optional.empty();
        var around = new SipSockets.Surroundings(sip.external(), files(sip), timers, random);
        var sockets =
                Ports.open(
                        "sip.port",
                        sip.host(),
                        sip.port(),
                        address -> SipSockets.open(address, around),
                        open -> open.local().getPort());
        try {
            if (!sip.tlsPort().isOff()) listenTls(sip, sockets);
            return Optional.of(sockets);
        } catch (IOException | CannotStart e) {
            sockets.close();
            throw e;
        }
    }

    private static void listenTls(Configuration.Sip sip, SipSockets sockets)
            throws IOException, CannotStart {
        Ports.open(
                "sip.tls-port",
                sip.host(),
                sip.tlsPort(),
                address -> {
                    sockets.listenTls(address);
                    return sockets;
                },
                open -> open.localTls().map(InetSocketAddress::getPort).orElseThrow());
    }

    private static SipTlsFiles files(Configuration.Sip sip) {
        return sip.tls()
                .map(tls ->
                        new SipTlsFiles(
                                Optional.of(new KeyFiles(tls.cert(), tls.key())),
                                tls.ca().map(TrustFile::new),
                                ClientCertificates.valueOf(tls.clientAuth().name()),
                                Map.of()))
                .orElse(SipTlsFiles.NONE);
    }
}

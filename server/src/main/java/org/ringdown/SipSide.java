package org.ringdown;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringdown.cli.CannotStart;
import org.ringdown.config.Configuration;
import org.ringdown.net.Router;
import org.ringdown.net.SipSockets;
import org.ringdown.sip.SipUri;
import org.ringdown.time.Timers;
import org.ringdown.tls.KeyFiles;
import org.ringdown.tls.TlsFiles;
import org.ringdown.tls.TlsFiles.ClientCertificates;
import org.ringdown.tls.TrustFile;
import org.ringdown.wire.MalformedException;

/** Opens the SIP sockets that the configuration asks for. */
final class SipSide {
    private SipSide() {}

    static Optional<SipSockets> of(
            Configuration configuration, Router router, Timers timers, SecureRandom random)
            throws IOException, CannotStart {
        var sip = configuration.sip();
        if (sip.port().isOff()) return Optional.empty();
        var around = new SipSockets.Surroundings(router, files(configuration), timers, random);
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

    private static TlsFiles files(Configuration configuration) {
        var tls = configuration.sip().tls();
        return new TlsFiles(
                tls.map(files -> new KeyFiles(files.cert(), files.key())),
                tls.flatMap(Configuration.SipTls::ca).map(TrustFile::new),
                tls.map(files -> ClientCertificates.valueOf(files.clientAuth().name()))
                        .orElse(ClientCertificates.OFF),
                vouchers(configuration));
    }

    /** Who may vouch for the hosts of trunks that say so themselves. */
    private static Map<String, TrustFile> vouchers(Configuration configuration) {
        var byHost = new HashMap<String, TrustFile>();
        for (var trunk : configuration.trunks().values()) {
            for (var uri : List.of(trunk.uri(), trunk.proxy().orElse(trunk.uri()))) {
                trunk.ca().ifPresent(ca -> byHost.put(host(uri), new TrustFile(ca)));
            }
        }
        return byHost;
    }

    private static String host(String uri) {
        try {
            return SipUri.parse(uri).host();
        } catch (MalformedException checkedBefore) {
            throw new IllegalArgumentException("not a SIP URI: " + uri, checkedBefore);
        }
    }
}

package org.ringdown;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.ringdown.cli.CannotStart;
import org.ringdown.config.Configuration;
import org.ringdown.config.Port;
import org.ringdown.config.Secret;
import org.ringdown.flash.FlashClient;
import org.ringdown.flash.Places;
import org.ringdown.net.rtmfp.RtmfpPort;
import org.ringdown.net.rtmp.Registrars;
import org.ringdown.net.rtmp.RtmpEntrance;
import org.ringdown.net.rtmp.RtmpLimits;
import org.ringdown.net.rtmp.RtmpSockets;
import org.ringdown.net.rtmp.RtmpSurroundings;
import org.ringdown.net.rtmp.RtmptTunnels;
import org.ringdown.signin.Passwords;
import org.ringdown.signin.SignIn;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;
import org.ringdown.tls.KeyFiles;

/**
 * Where RTMP clients come in.
 *
 * @param plain RTMP as it is
 * @param tls RTMP within TLS
 * @param tunnels RTMP within HTTP
 * @param rtmfp its messages over UDP
 */
record RtmpSide(
        Optional<RtmpSockets> plain,
        Optional<RtmpSockets> tls,
        Optional<RtmptTunnels> tunnels,
        Optional<RtmfpPort> rtmfp) {
    private static final int MOST_REGISTERING = 50;

    /** What all ways in share: who calls and is heard by the same name finds the other, whichever way they came. */
    static RtmpSurroundings surroundings(Configuration configuration, Parts parts, Timers timers) {
        var house =
                new FlashClient.House(
                        parts.gateway().pages(), entrance(configuration, parts), new Places());
        return new RtmpSurroundings(house, timers, Clock.system(), new SecureRandom());
    }

    static RtmpSide of(
            Configuration configuration,
            RtmpSurroundings around,
            Optional<RtmptTunnels> tunnels,
            Opened opened)
            throws IOException, CannotStart {
        var rtmp = configuration.rtmp();
        var keys = rtmp.tls().map(files -> new KeyFiles(files.cert(), files.key()));
        var side =
                new RtmpSide(
                        open("rtmp.port", rtmp.host(), rtmp.port(), Optional.empty(), around),
                        open("rtmp.tls-port", rtmp.host(), rtmp.tlsPort(), keys, around),
                        tunnels,
                        openRtmfp(configuration.rtmfp(), around));
        side.rtmfp.ifPresent(opened::add);
        side.plain.ifPresent(opened::add);
        side.tls.ifPresent(opened::add);
        return side;
    }

    private static Optional<RtmpSockets> open(
            String key, String host, Port port, Optional<KeyFiles> tls, RtmpSurroundings around)
            throws IOException, CannotStart {
        if (port.isOff()) return Optional.empty();
        return Optional.of(
                Ports.open(
                        key,
                        host,
                        port,
                        address -> RtmpSockets.open(address, tls, around, RtmpLimits.USUAL),
                        open -> open.local().getPort()));
    }

    private static Optional<RtmfpPort> openRtmfp(Configuration.Rtmfp rtmfp, RtmpSurroundings around)
            throws IOException, CannotStart {
        if (rtmfp.port().isOff()) return Optional.empty();
        return Optional.of(
                Ports.open(
                        "rtmfp.port",
                        rtmfp.host(),
                        rtmfp.port(),
                        address -> RtmfpPort.open(address, around, RtmpLimits.USUAL),
                        open -> open.local().getPort()));
    }

    private static RtmpEntrance entrance(Configuration configuration, Parts parts) {
        var entry = parts.entry();
        var policy =
                new RtmpEntrance.Policy(
                        configuration.dev(),
                        configuration.rtmp().plainPasswords(),
                        configuration.users().keySet(),
                        name ->
                                Optional.ofNullable(configuration.users().get(name))
                                        .flatMap(Configuration.User::password)
                                        .map(Secret::reveal)
                                        .filter(password -> !Passwords.isHash(password)));
        var registrars =
                new Registrars(
                        configuration.rtmp().registrars().stream().map(Peers::uri).toList(),
                        parts.gateway().keepers().visitors()::come,
                        new SignIn(new Passwords(Map.of()), Clock.system(), MOST_REGISTERING));
        return new RtmpEntrance(entry.tokens(), entry.mint(), entry.signIn(), registrars, policy);
    }

    void drain() {
        plain.ifPresent(RtmpSockets::drain);
        tls.ifPresent(RtmpSockets::drain);
        tunnels.ifPresent(RtmptTunnels::drain);
        rtmfp.ifPresent(RtmfpPort::drain);
    }
}

package org.ringdown;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ringdown.cli.Addresses;
import org.ringdown.config.Configuration;
import org.ringdown.engine.MediaWorkers;
import org.ringdown.gateway.Gateway;
import org.ringdown.http.Entry;
import org.ringdown.http.HttpServer;
import org.ringdown.http.SipWebSockets;
import org.ringdown.ladder.Ladders;
import org.ringdown.metrics.Metrics;
import org.ringdown.net.SipSockets;
import org.ringdown.net.rtmfp.RtmfpPort;
import org.ringdown.net.rtmp.RtmpSockets;

/** What {@link Main} has put together, for those who go on from there. */
record Parts(
        Gateway gateway,
        Optional<SipSockets> sip,
        SipWebSockets webSockets,
        PageSide pages,
        MediaWorkers media,
        Entry entry,
        Ladders ladders,
        Metrics metrics) {
    Addresses addresses(Configuration configuration, Optional<HttpServer> http, RtmpSide rtmp) {
        return new Addresses(
                http.map(HttpServer::address),
                configuration.http().tls().isPresent(),
                sip.map(SipSockets::local),
                sip.map(SipSockets::local),
                sip.flatMap(SipSockets::localTls),
                webRtc(),
                webRtcTcp(),
                rtmp.plain().map(RtmpSockets::local),
                rtmp.tls().map(RtmpSockets::local),
                rtmp.rtmfp().map(RtmfpPort::local),
                Optional.of(configuration.media().rtpPorts()));
    }

    private Optional<InetSocketAddress> webRtcTcp() {
        return media.webRtcTcpPort().stream()
                .mapToObj(port -> new InetSocketAddress(pages.host(), port))
                .findFirst();
    }

    private List<InetSocketAddress> webRtc() {
        return IntStream.range(0, media.size())
                .mapToObj(i -> new InetSocketAddress(pages.host(), media.webRtcPort(i)))
                .toList();
    }
}

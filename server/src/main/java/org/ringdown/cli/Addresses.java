package org.ringdown.cli;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.ringdown.config.PortRange;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Where the gateway listens; empty is off.
 *
 * @param tls whether HTTP is spoken over TLS
 * @param webrtc one for each media worker
 * @param webrtcTcp one for all of them
 * @param rtmps RTMP over TLS
 * @param rtmfp RTMP's messages over UDP
 * @param rtp the range that ports toward SIP are taken from
 */
public record Addresses(
        Optional<InetSocketAddress> http,
        boolean tls,
        Optional<InetSocketAddress> sipUdp,
        Optional<InetSocketAddress> sipTcp,
        Optional<InetSocketAddress> sipTls,
        List<InetSocketAddress> webrtc,
        Optional<InetSocketAddress> webrtcTcp,
        Optional<InetSocketAddress> rtmp,
        Optional<InetSocketAddress> rtmps,
        Optional<InetSocketAddress> rtmfp,
        Optional<PortRange> rtp) {

    /** The one line for people. */
    String line() {
        return "Ringdown is ready" + url().map(url -> ": " + url).orElse("");
    }

    /** The same for programs, with everything that is open. */
    String json(long pid) {
        var out = JsonNodeFactory.instance.objectNode().put("pid", pid);
        url().ifPresent(url -> out.put("url", url));
        http.ifPresent(address -> out.put("http", text(address)));
        if (sipUdp.isPresent() || sipTcp.isPresent()) {
            var sip = out.putObject("sip");
            sipUdp.ifPresent(address -> sip.put("udp", text(address)));
            sipTcp.ifPresent(address -> sip.put("tcp", text(address)));
            sipTls.ifPresent(address -> sip.put("tls", text(address)));
        }
        var media = out.putObject("media");
        webrtc.forEach(address -> media.withArray("webrtc").add(text(address)));
        webrtcTcp.ifPresent(address -> media.put("webrtcTcp", text(address)));
        rtp.ifPresent(range -> media.put("rtp", range.toString()));
        rtmp.ifPresent(address -> out.put("rtmp", text(address)));
        rtmps.ifPresent(address -> out.put("rtmps", text(address)));
        rtmfp.ifPresent(address -> out.put("rtmfp", text(address)));
        return out.toString();
    }

    private Optional<String> url() {
        return http.map(address -> (tls ? "https://" : "http://") + text(address) + "/");
    }

    private static String text(InetSocketAddress address) {
        var ip = address.getAddress().getHostAddress();
        return (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + address.getPort();
    }
}

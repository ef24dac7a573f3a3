package org.ringdown.engine;

import java.time.Duration;
import java.util.Optional;
import org.ringdown.media.MediaListener;
import org.ringdown.media.WebRtcMedia;
import org.ringdown.media.WebRtcParameters;
import org.ringdown.transport.TransportListener;
import org.ringdown.transport.WebRtcTransport;

/** A page. */
final class WebRtcLeg extends NetworkLeg<WebRtcTransport> implements WebRtcMedia {
    WebRtcLeg(MediaWorker worker, MediaListener listener) {
        super(worker, listener);
    }

    void open(WebRtcParameters parameters) {
        open(
                parameters.ssrc(),
                parameters.cname(),
                Optional.empty(),
                heard -> transport(parameters, heard));
        line().ifPresent(line -> agree(line, parameters));
    }

    private WebRtcTransport transport(WebRtcParameters parameters, TransportListener heard) {
        var worker = worker();
        return new WebRtcTransport(
                worker.loop(),
                worker.webRtcPort(),
                worker.dtls(),
                worker.scratch(),
                parameters,
                heard,
                listener());
    }

    @Override
    public void update(WebRtcParameters parameters) {
        post(() -> line().ifPresent(line -> renew(line, parameters)));
    }

    @Override
    public void patience(Duration silence) {
        post(() -> line().ifPresent(line -> line.transport().patience(silence)));
    }

    private void renew(Line<WebRtcTransport> line, WebRtcParameters parameters) {
        line.transport().update(parameters);
        agree(line, parameters);
    }

    private void agree(Line<WebRtcTransport> line, WebRtcParameters parameters) {
        line.agree(parameters.formats(), parameters.formats(), parameters.redundancy());
        formatsChanged();
    }
}

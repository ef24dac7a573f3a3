package org.ringdown.engine;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.media.MediaListener;
import org.ringdown.media.PagePictures;
import org.ringdown.media.Pictures;
import org.ringdown.media.WebRtcMedia;
import org.ringdown.media.WebRtcParameters;
import org.ringdown.path.LegFormats;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.transport.TransportListener;
import org.ringdown.transport.WebRtcTransport;
import org.ringdown.video.PictureLine;

/** A page. */
final class WebRtcLeg extends NetworkLeg<WebRtcTransport> implements WebRtcMedia {
    private static final TransportListener NOTHING =
            new TransportListener() {
                @Override
                public void rtp(RtpPacket packet, long now) {}

                @Override
                public void rtcp(ByteBuffer buffer, int offset, int length, long now) {}
            };

    private Optional<Codec> only = Optional.empty();
    private Optional<WebRtcParameters> latest = Optional.empty();
    private Optional<LossGuard> guard = Optional.empty();
    private PageSplit split = new PageSplit(NOTHING);

    WebRtcLeg(MediaWorker worker, MediaListener listener) {
        super(worker, listener);
    }

    void open(WebRtcParameters parameters) {
        open(
                parameters.ssrc(),
                parameters.cname(),
                Optional.empty(),
                heard -> {
                    split = new PageSplit(heard);
                    return transport(parameters, split);
                });
        line().ifPresent(line -> {
            agree(line, parameters);
            guard = Optional.of(line.guard());
        });
    }

    @Override
    void release() {
        guard.ifPresent(LossGuard::close);
        super.release();
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

    @Override
    public void insist(Optional<Codec> codec) {
        post(() -> {
            if (codec.equals(only)) return;
            only = codec;
            line().ifPresent(line -> agree(line, latest.orElseThrow()));
        });
    }

    private void renew(Line<WebRtcTransport> line, WebRtcParameters parameters) {
        line.transport().update(parameters);
        agree(line, parameters);
    }

    private void agree(Line<WebRtcTransport> line, WebRtcParameters parameters) {
        latest = Optional.of(parameters);
        var all = parameters.formats();
        var wanted = only.filter(codec -> all.stream().anyMatch(f -> f.codec().equals(codec)));
        var sending = wanted.map(codec -> alone(codec, all)).orElse(all);
        line.agree(new LegFormats(all, sending, wanted), parameters.redundancy());
        formatsChanged();
        parameters
                .pictures()
                .ifPresentOrElse(
                        seen -> agree(line, parameters, seen),
                        () -> pictures().ifPresent(this::withoutPictures));
    }

    private void agree(
            Line<WebRtcTransport> line, WebRtcParameters parameters, PagePictures wanted) {
        var made =
                pictures()
                        .orElseGet(() ->
                                picturesOn(line.transport(), wanted.ssrc(), wanted.againSsrc()));
        if (made.isAgreed(wanted.agreed())) return;
        split.pictures(made, parameters.pictureTypes());
        made.agree(wanted.agreed());
        picturesChanged();
    }

    private void withoutPictures(PictureLine line) {
        if (line.isAgreed(Pictures.NONE)) return;
        line.agree(Pictures.NONE);
        picturesChanged();
    }

    private static List<Format> alone(Codec codec, List<Format> all) {
        return all.stream()
                .filter(format -> format.codec().equals(codec) || format.codec().isTelephoneEvent())
                .toList();
    }
}

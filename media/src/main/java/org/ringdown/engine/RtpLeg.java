package org.ringdown.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.ringdown.media.Filler;
import org.ringdown.media.MediaListener;
import org.ringdown.media.MediaNote;
import org.ringdown.media.Pictures;
import org.ringdown.media.RtpMedia;
import org.ringdown.media.RtpRemote;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.transport.RtpTransport;
import org.ringdown.transport.TransportListener;
import org.ringdown.video.PictureLine;

/** A SIP leg. */
final class RtpLeg extends NetworkLeg<RtpTransport> implements RtpMedia {
    private Optional<RtpTransport> pictureTransport = Optional.empty();
    private boolean agreed;

    RtpLeg(MediaWorker worker, MediaListener listener) {
        super(worker, listener);
    }

    void open(String cname, Filler filler) {
        int ssrc = worker().random().nextInt();
        open(ssrc, cname, Optional.of(filler), heard -> transport(heard, listener()));
        line().ifPresent(line -> listener().opened(line.transport().local()));
    }

    private RtpTransport transport(TransportListener heard, MediaListener events)
            throws IOException {
        var worker = worker();
        return new RtpTransport(
                worker.loop(),
                worker.ports(),
                worker.dtls(),
                worker.scratch(),
                worker.random(),
                heard,
                events);
    }

    @Override
    public void remote(RtpRemote remote) {
        post(() -> line().ifPresent(line -> agree(line, remote)));
    }

    @Override
    public void openPictures() {
        post(() -> line().ifPresent(_ -> openPicturePorts()));
    }

    private void openPicturePorts() {
        if (pictureTransport.isEmpty()) {
            var later = new Later();
            try {
                var transport = transport(later, later);
                pictureTransport = Optional.of(transport);
                var random = worker().random();
                later.line = Optional.of(picturesOn(transport, random.nextInt(), random.nextInt()));
            } catch (IOException _) {
                listener().noPictures();
                return;
            }
        }
        listener().openedPictures(pictureTransport.get().local());
    }

    /** A transport has to be told of its line, and the line of its transport. Without keys there are no pictures; sound may have its own. */
    private final class Later implements TransportListener, MediaListener {
        private Optional<PictureLine> line = Optional.empty();

        @Override
        public void rtp(RtpPacket packet, long now) {
            if (line.isPresent()) line.get().rtp(packet, now);
        }

        @Override
        public void rtcp(ByteBuffer buffer, int offset, int length, long now) {
            if (line.isPresent()) line.get().rtcp(buffer, offset, length, now);
        }

        @Override
        public void noted(MediaNote note) {
            line.ifPresent(one -> one.noted(note));
        }

        @Override
        public void failed(String why) {
            listener().noPictures();
        }
    }

    @Override
    public void pictures(RtpRemote remote, Pictures wanted) {
        post(() -> pictures().ifPresent(line -> agree(line, remote, wanted)));
    }

    private void agree(PictureLine line, RtpRemote remote, Pictures wanted) {
        pictureTransport.ifPresent(transport -> transport.remote(remote));
        if (line.isAgreed(wanted)) return;
        line.agree(wanted);
        picturesChanged();
    }

    @Override
    void releasePictures() {
        pictureTransport.ifPresent(RtpTransport::close);
    }

    private void agree(Line<RtpTransport> line, RtpRemote remote) {
        line.transport().remote(remote);
        line.egress().silentKeys(remote.silentKeys());
        line.agree(remote.receiving(), remote.sending());
        line.expectSound();
        formatsChanged();
        if (agreed) return;
        agreed = true;
        listener().connected();
    }
}

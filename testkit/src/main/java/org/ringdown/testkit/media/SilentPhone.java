package org.ringdown.testkit.media;

import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.ringdown.media.MediaListener;
import org.ringdown.media.Pictures;
import org.ringdown.media.RtpMedia;
import org.ringdown.media.RtpRemote;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.net.UdpPort;

/** A leg toward a phone without sound: a pair of ports. */
final class SilentPhone implements RtpMedia {
    private static final int ATTEMPTS = 100;

    private final SilentMedia media;
    private final Executor worker;
    private final MediaListener listener;
    private final List<UdpPort> pair = new ArrayList<>();
    private boolean closed;

    SilentPhone(SilentMedia media, Executor worker, MediaListener listener) {
        this.media = media;
        this.worker = worker;
        this.listener = listener;
    }

    void open() {
        worker.execute(() -> {
            if (!closed) take();
        });
    }

    private void take() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var even = media.nextPair();
            if (open(even) && open(new InetSocketAddress(even.getAddress(), even.getPort() + 1))) {
                listener.opened(even);
                return;
            }
            release();
        }
        listener.failed("No RTP port is free.");
    }

    private boolean open(InetSocketAddress address) {
        try {
            return pair.add(media.network().open(address, Traffic.MEDIA, (_, _) -> {}));
        } catch (BindException taken) {
            return false;
        }
    }

    private void release() {
        pair.forEach(UdpPort::close);
        pair.clear();
    }

    @Override
    public void remote(RtpRemote remote) {}

    @Override
    public void openPictures() {
        worker.execute(() -> {
            if (!closed) listener.noPictures();
        });
    }

    @Override
    public void pictures(RtpRemote remote, Pictures agreed) {}

    @Override
    public void sendKeys(String keys, Duration duration, Duration gap) {}

    @Override
    public void music(boolean on) {}

    @Override
    public void close() {
        worker.execute(() -> {
            closed = true;
            release();
        });
    }
}

package org.ringdown.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the gateway and stays until it is asked to end. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the gateway. Without --config: dev mode, for this machine only.",
            "Prints one line on stdout when calls can be made; logs go to stderr.",
            "Ctrl-C or SIGTERM: takes no new calls, lets live ones go on for calls.drain, then ends them politely.",
            "Exit codes: 0 ended, 1 configuration, 2 port taken."
        })
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(10);

    private final Program program;

    @Mixin private ConfigurationOptions configuration;

    @Option(
            names = "--json",
            description =
                    "Print the ready line as one JSON object with every bound address and the pid.")
    private boolean json;

    RunCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws IOException, CannotStart, InterruptedException {
        var running = new AtomicReference<Program.Running>();
        var goodbye = new Thread(() -> end(Optional.ofNullable(running.get())), "goodbye");
        Runtime.getRuntime().addShutdownHook(goodbye);
        try {
            running.set(program.start(configuration.require()));
        } catch (IOException | CannotStart | RuntimeException e) {
            Runtime.getRuntime().removeShutdownHook(goodbye);
            throw e;
        }
        announce(running.get().addresses());
        new CountDownLatch(1).await();
        return 0;
    }

    private void announce(Addresses addresses) {
        System.out.println(json ? addresses.json(ProcessHandle.current().pid()) : addresses.line());
        System.out.flush();
    }

    /** Runs when a signal came. Being asked to end is no failure: the exit code is 0, not the signal's. */
    private static void end(Optional<Program.Running> running) {
        LOG.info("ending");
        try {
            running.ifPresent(program -> program.drain().run());
            if (running.isPresent() && !inTime(running.get().end())) {
                LOG.warn("not everything ended in time");
            }
        } catch (InterruptedException e) {
            LOG.warn("interrupted while ending");
        }
        Runtime.getRuntime().halt(0);
    }

    private static boolean inTime(Runnable end) throws InterruptedException {
        return Thread.ofPlatform().daemon().name("ending").start(end).join(LONGEST_GOODBYE);
    }
}

package org.ringdown.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** All commands that run in Java, by name. */
public final class CommandLines {
    private static final int WRONG_USE = 1;
    private static final int BROKEN = 70; // EX_SOFTWARE of sysexits.h

    private CommandLines() {}

    @Command(
            name = "ringdown",
            description = "A phone on any web page, connected to any SIP network.")
    private static final class Ringdown implements Runnable {
        @Spec private CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "Which command?");
        }
    }

    /** Runs the command that {@code arguments} name; returns the exit code. */
    public static int run(String[] arguments, Program program, Examiner examiner) {
        var line = new CommandLine(new Ringdown());
        line.addSubcommand(new RunCommand(program));
        line.addSubcommand(new CheckCommand());
        line.addSubcommand(new DoctorCommand(examiner));
        line.addSubcommand(new TokenCommand());
        line.addSubcommand(new TraceCommand());
        line.addSubcommand(new VersionCommand());
        line.setUsageHelpWidth(100);
        line.setParameterExceptionHandler(CommandLines::wrongUse);
        line.setExecutionExceptionHandler(CommandLines::failed);
        return line.execute(arguments);
    }

    private static int wrongUse(ParameterException e, String[] arguments) {
        var err = e.getCommandLine().getErr();
        err.println("ringdown: " + e.getMessage());
        err.println("Try: ./" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return WRONG_USE;
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        if (e instanceof CannotStart cannot) {
            command.getErr().println("ringdown: " + cannot.getMessage());
            return cannot.exitCode();
        }
        org.slf4j.LoggerFactory.getLogger("org.ringdown").error("the gateway failed", e);
        return BROKEN;
    }
}

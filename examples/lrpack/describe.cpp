// Reads the registered commands and options back.
#include "describe.h"

#include <examples/command_line/description.h>

#include <cstdio>

namespace lrpack {
namespace {

// "TEXT:{title,author}" has its choices in it.
std::vector<std::string> choices_of(const std::string& type) {
  const auto begin = type.find('{'), end = type.rfind('}');
  std::vector<std::string> choices;
  if (begin == std::string::npos || end == std::string::npos) return choices;
  std::string list = type.substr(begin + 1, end - begin - 1);
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t comma = std::min(list.find(',', at), list.size());
    choices.push_back(list.substr(at, comma - at));
    at = comma + 1;
  }
  return choices;
}

command_line::Command command_of(const CLI::App& app) {
  command_line::Command command;
  command.name = app.get_name();
  command.summary = app.get_description();
  command.takes_files = true;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional() && !option->nonpositional()) {
      command.arguments += (command.arguments.empty() ? "" : " ") + option->get_name(true);
      if (option->get_expected_max() > 1) command.arguments += "...";
      continue;
    }
    if (option->get_lnames().empty()) continue;
    const bool has_value = option->get_type_size() != 0;
    const std::string type = option->get_type_name();
    command.options.push_back({"--" + option->get_lnames().front(),
                               option->get_snames().empty() ? std::string() : "-" + option->get_snames().front(),
                               has_value ? type.substr(0, type.find_first_of(": ")) : std::string(),
                               option->get_description(), has_value ? choices_of(type) : std::vector<std::string>()});
  }
  for (const CLI::App* part : app.get_subcommands({})) command.commands.push_back(command_of(*part));
  return command;
}

command_line::Command description(const CLI::App& app) {
  command_line::Command command = command_of(app);
  command.summary = "packs documents into libreader bundles and looks into them";
  command.sections = {{"Exit status",
                       {{"0", "done"},
                        {"1", "the input is bad: the message says where, why and what to do"},
                        {"2", "the call is wrong"}}}};
  return command;
}

}  // namespace

void add_description(CLI::App& app) {
  app.add_flag_callback(
         "--man-page",
         [&app] {
           std::fputs(command_line::man_page_of(description(app), LR_VERSION).c_str(), stdout);
           throw CLI::Success();
         },
         "write the man page")
      ->trigger_on_parse();
  app.add_option_function<std::string>(
         "--completion",
         [&app](const std::string& shell) {
           std::fputs(command_line::completion_of(description(app), shell).c_str(), stdout);
           throw CLI::Success();
         },
         "write the completion for a shell")
      ->check(CLI::IsMember({"bash", "zsh", "fish"}))
      ->trigger_on_parse();
}

}  // namespace lrpack

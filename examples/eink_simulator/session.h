// A session with the reading application from a script: words in, pictures of the frame out. What was recorded once is
// a test from then on.
#pragma once
#include <filesystem>
#include <fstream>
#include <string>

#include "device.h"

// Words of a script and what they show: "right@1a2b3c4d" says that the frame's hash after the key is this.
class Recording {
 public:
  // Nothing is written where `file` is empty. Throws InputError.
  explicit Recording(const std::filesystem::path& file);
  void add(const std::string& word, const Device& device);

 private:
  std::filesystem::path name_;
  std::ofstream file_;
};

// One word of a script. Throws InputError, naming `script` and the word's number: there is no such word, or the frame
// is not the one that was recorded.
void play(const std::string& word, Device& device, const std::filesystem::path& script, int number);

// Plays a script ("-": stdin); writes a PNG and a line for each word that shows something.
void run_session(Device& device, const std::filesystem::path& script, const std::filesystem::path& output,
                 Recording& recording);
